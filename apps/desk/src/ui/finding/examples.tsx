import { Article, LawText } from '../article/article.tsx'
import type { Examples } from '../examples.ts'
import { ReasonTree } from '../reason-tree/reason-tree.tsx'
import { Finding } from './finding.tsx'

export const findingExamples: Examples = {
  name: 'Finding',
  states: {
    'barred and open, decided whatever the rest is': () => (
      <Finding
        value="barred"
        title="Тараптардың татуласуына байланысты босатуға болмайды"
        standing="тыйым салынған"
        articles={<Article citation={{ label: 'ҚК 68-бап 4-б. 9)' }} />}
        consequence="2024-06-16 бастап күшінде"
        whateverElse="Зиянның ауырлығы қандай болса да, осылай шешіледі."
        opensAtOnce
      >
        <LawText text="Бұрын татуласу бойынша босатылғаннан кейін қайта босатылмайды." />
        <ReasonTree
          reasons={[
            { id: 'a', value: 'yes', text: 'Жаңа құқық бұзушылық', why: '23.11.2026' },
            { id: 'b', value: 'yes', text: 'Бұрын босатылған', why: '11.03.2026' },
          ]}
        />
      </Finding>
    ),
    'holds, undecided, not applicable; closed': () => (
      <div>
        <Finding
          value="yes"
          title="Ұрып-соғу: қылмыстық теріс қылық"
          standing="негіз бар"
          articles={<Article citation={{ label: 'ҚК 109-1-бап 1-б.' }} />}
          consequence="80 АЕК дейін айыппұл"
        >
          <p>Себептері</p>
        </Finding>
        <Finding
          value="unknown"
          title="Тәуелді жағдайдағы адамға қатысты"
          standing="шешілмеген"
          articles={<Article citation={{ label: 'ҚК 109-1-бап 2-б. 3)' }} />}
        >
          <p>Себептері</p>
        </Finding>
        <Finding value="no" title="Сталкинг" standing="қолданылмайды" consequence="зорлық болған" />
      </div>
    ),
  },
}
