import type { Examples } from '../examples.ts'
import { Article, LawText, MethodRule } from './article.tsx'

export const articleExamples: Examples = {
  name: 'Article',
  states: {
    'three languages and a rule of the method': () => (
      <div className="row">
        <Article
          citation={{
            label: 'УК ст. 109-1 ч. 1',
            act: 'Уголовный кодекс',
            status: 'verified',
            inForceFrom: '16.06.2024',
            source: 'Закон № 72-VIII',
          }}
        />
        <Article citation={{ label: 'ҚК 109-1-бап 1-б.', status: 'unverified' }} />
        <Article citation={{ label: 'CC art. 109-1(1)', status: 'secondary' }} />
        <MethodRule label="методика, 72 ч" />
      </div>
    ),
    wording: () => (
      <LawText
        text="Қорғау нұсқамасы тапсырылған сәттен бастап отыз тәулік бойы қолданылады."
        cite="Норманың мазмұндамасы"
      />
    ),
  },
}
