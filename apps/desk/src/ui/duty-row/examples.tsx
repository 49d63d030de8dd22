import { Button } from '@mantine/core'
import { Article, MethodRule } from '../article/article.tsx'
import { Chip } from '../chip/chip.tsx'
import { FixedTime } from '../clock/now.tsx'
import type { Examples } from '../examples.ts'
import { Risk } from '../risk/risk.tsx'
import { DutyRow } from './duty-row.tsx'

const NOW = '2026-11-24T09:20:00Z'

export const dutyRowExamples: Examples = {
  name: 'Duty row',
  states: {
    'late, soon and selected, running, unknown, done': () => (
      <FixedTime at={NOW}>
        <DutyRow
          clock={{
            state: 'open',
            startedAt: '2026-11-22T19:00:00Z',
            dueAt: '2026-11-23T19:00:00Z',
            unit: 'calendar-days',
          }}
          title={<a href="#1">Вручить потерпевшей копию предписания</a>}
          under={
            <>
              <Article citation={{ label: 'ст. 60 п. 1' }} />
              <span>в день вынесения · начальник знает</span>
            </>
          }
          subject="Назгуль О., 29"
          subjectUnder="2026-75-004167"
          risk={<Risk level="high" />}
          owner="Ж. Сарсенбай"
        />
        <DutyRow
          clock={{
            state: 'open',
            startedAt: '2026-11-23T09:58:00Z',
            dueAt: '2026-11-24T09:58:00Z',
            unit: 'periods',
          }}
          title={<a href="#2">Уведомить центр поддержки семьи и опеку</a>}
          under={
            <>
              <Article citation={{ label: 'ст. 72 п. 3 пп. 2' }} />
              <span>1 из 3 получил</span>
            </>
          }
          subject="Айгерим С., 34"
          subjectUnder="2026-75-004182"
          risk={<Risk level="raised" />}
          owner="Ж. Сарсенбай"
          isSelected
        />
        <DutyRow
          clock={{ state: 'unknown' }}
          clockNote="нет даты вручения"
          title={<a href="#3">Назвать дату вручения предписания</a>}
          under={<MethodRule label="методика, 72 ч" />}
          subject="Олжас М., 31"
          subjectUnder="2026-75-004151"
          risk={<Risk level="not-assessed" />}
          owner={null}
        />
      </FixedTime>
    ),
    'in a case': () => (
      <FixedTime at={NOW}>
        <div className="duty-rows-in-case">
          <DutyRow
            clock={{
              state: 'open',
              startedAt: '2026-11-24T06:20:00Z',
              dueAt: '2026-11-24T16:40:00Z',
              unit: 'hours',
            }}
            title="Профилактикалық есепке қою"
            under={<Article citation={{ label: '№ 163 қағидалар' }} />}
            owner="Ж. Сәрсенбай"
            action={<Button>Есепке қою</Button>}
          />
          <DutyRow
            clock={{ state: 'met', metAt: '2026-11-23T17:30:00Z', dueAt: '2026-11-23T19:00:00Z' }}
            title="Нұсқаманың көшірмесін жәбірленушіге беру"
            under={<Article citation={{ label: '245-VIII, 60-бап 1-т.' }} />}
            owner="Ж. Сәрсенбай"
            action={<Chip tone="done">орындалды</Chip>}
          />
        </div>
      </FixedTime>
    ),
  },
}
