// What the law makes others do, with its clocks; counted from a day if one is given. The day is neither kept nor sealed.
import { law } from '@umai/law'
import { type Html, html } from '@umai/platform'
import type { Duty } from '@umai/rules'
import { formatDeadline, formatInstant, say, wallTimeOf } from '@umai/words'
import type { Answer, Page, Visit } from '../http/visit.ts'
import { withinList } from '../law/model.ts'
import { numberOf } from '../numbers/model.ts'
import { dutyOn, labelOf } from '../ui/cited/template.ts'
import { momentOf, stagesAt } from './model.ts'
import { stepsWords } from './words.ts'

export const stepsPage: Page = {
  path: '/steps',
  takesForm: true,
  answer(visit) {
    const day = visit.sent?.get('day')?.trim() ?? ''
    const hour = visit.sent?.get('hour')?.trim() ?? ''
    const isAsked = visit.sent !== undefined && (day !== '' || !visit.sent.has('lang'))
    const moment = isAsked ? momentOf(day, hour) : undefined
    return page(visit, { day, hour, moment })
  },
}

function page(
  visit: Visit,
  {
    day,
    hour,
    moment,
  }: {
    readonly day: string
    readonly hour: string
    readonly moment: ReturnType<typeof momentOf> | undefined
  },
): Answer {
  const words = say(stepsWords, visit.lang)
  const bad = moment?.kind === 'bad' ? moment.field : undefined
  const counted = moment?.kind === 'good' ? moment.moment : undefined
  const { hour: nowHour, minute } = wallTimeOf(visit.now)
  const at =
    counted ??
    `${visit.today}T${String(nowHour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  const fault = bad === 'day' ? words.badDay({ value: day }) : words.badHour({ value: hour })
  const field = (name: 'day' | 'hour', type: string, label: string, value: string): Html =>
    html`<div class="field${bad === name && html` wrong`}"><label for="${name}">${label}</label>${
      bad === name && html`<p class="err" id="${name}-err">${fault}</p>`
    }<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="off"${
      bad === name && html` aria-invalid="true" aria-describedby="${name}-err"`
    }></div>`
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`${
      bad !== undefined &&
      html`<div class="sum" tabindex="-1"><h2>${words.badHeading}</h2><a href="#${bad}">${fault}</a></div>`
    }<h1>${words.heading}</h1>
<p class="lead">${words.lead}</p>
<form id="f" method="post" action="" autocomplete="off" class="note" novalidate>
<h2>${words.when}</h2>
${field('day', 'date', words.day, day)}
${field('hour', 'time', words.hour, hour)}
<p class="acts"><button class="btn">${words.count}</button></p>
<p class="small">${words.notKept}</p>
</form>
<h2 class="when">${
      counted === undefined
        ? words.today
        : words.from({
            day: formatInstant(`${counted}:00.000+05:00`, visit.lang, { year: true }),
          })
    }</h2>
<p class="small">${counted !== undefined && hour === '' && `${words.fromMorning} `}${words.assumed}</p>
${stagesAt(at).map(
  // What comes first is open; the rest is a list to choose from, or the page is as long as forty screens of a phone.
  ({ event, duties }, index) =>
    html`<details class="stage"${index < 2 && html` open`}><summary><h3>${law.events[event]?.title[visit.lang]}</h3></summary><ol class="path">${duties.map((duty) => line(duty, visit, at, counted !== undefined))}</ol></details>`,
)}
<section class="note warm"><h2>${words.lateHeading}</h2><ol><li>${words.late1}</li><li>${words.late2({ number: numberOf(visit.numbers, 'contact-centre') })}</li><li>${words.late3}</li></ol></section>
<p class="noprint"><a href="/${visit.lang}/rights">${words.rights}</a> · <a href="/${visit.lang}/figures">${words.figures}</a></p>`,
  }
}

function line(duty: Duty, visit: Visit, at: string, isCounted: boolean): Html {
  const words = say(stepsWords, visit.lang)
  const row = dutyOn(duty.id, at.slice(0, 10), visit.lang)
  const { at: due, atLatest } = duty.due
  const time = (instant: string) => formatDeadline(instant, visit.lang)
  const by =
    !isCounted || due === undefined || duty.rule.deadline.kind === 'immediately'
      ? row.deadline
      : atLatest === undefined
        ? words.by({ time: time(due) })
        : words.orBy({ time: time(due), latest: time(atLatest) })
  return html`<li><p class="by">${row.bearer}</p><p>${duty.rule.deadline.kind === 'none' ? row.what : html`<b>${by}</b> — ${withinList(row.what)}`}</p><p class="law">${labelOf(duty.id, visit.lang)}${
    row.confidence !== 'verified' && html`; ${words.unverified}`
  }</p></li>`
}
