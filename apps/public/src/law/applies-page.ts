// "What applies?" as an interview: one question a page, at one address, with all that was answered sealed in the form.
import {
  amountText,
  type FindingView,
  type QuestionView,
  topics,
  type WhatAppliesView,
} from '@umai/law'
import { type Html, html, type Json } from '@umai/platform'
import type { Facts } from '@umai/rules'
import { formatDay, isPlainDate, type PlainDate, say } from '@umai/words'
import type { Answer, Page, Visit } from '../http/visit.ts'
import { icon } from '../ui/ornament/template.ts'
import { plainBreak } from '../ui/plain/template.ts'
import { answerOf, dayOfText, entryLines, withinList } from './model.ts'
import { lawThread } from './thread.ts'
import { lawWords } from './words.ts'

type State = {
  readonly topic: string | null
  readonly on: PlainDate | null
  readonly facts: Facts
  /** In the order in which they were answered, so that Back is exact. */
  readonly asked: readonly string[]
}

/** More letters than this do not fit a heading of a phone. */
const longQuestion = 60

const purpose = 'applies'
const start: State = { topic: null, on: null, facts: {}, asked: [] }

export const appliesPage: Page = {
  path: '/applies',
  takesForm: true,
  async answer(visit) {
    const { sent } = visit
    if (sent === undefined || sent.get('go') === 'anew') return topicPage(visit, undefined)
    if (sent.get('go') === 'finish') return { kind: 'leave' }
    const opened = visit.forms.open(purpose, sent.get('state') ?? '')
    if (opened.state === 'unreadable') return topicPage(visit, say(lawWords, visit.lang).unreadable)
    const state = stateOf(opened.value)
    if (opened.state === 'stale') return stalePage(visit, state)
    return step(visit, state, sent)
  },
}

async function step(visit: Visit, state: State, sent: URLSearchParams): Promise<Answer> {
  const words = say(lawWords, visit.lang)
  const go = sent.get('go')
  if (state.topic === null) return begin(visit, state, sent)
  if (go === 'back') {
    const last = state.asked.at(-1)
    if (last === undefined) return topicPage(visit, undefined)
    const facts = Object.fromEntries(Object.entries(state.facts).filter(([name]) => name !== last))
    return show(visit, { ...state, facts, asked: state.asked.slice(0, -1) }, 'question')
  }
  // A change of language answers nothing.
  if (sent.has('lang') || !sent.has('asked'))
    return show(
      visit,
      state,
      sent.get('shown') === 'result' && go !== 'more' ? 'result' : 'question',
    )
  const before = await ask(visit, state)
  if (before === undefined) return busyPage(visit)
  const question = before.question
  if (question === null || question.name !== sent.get('asked'))
    return show(visit, state, 'question')
  const answer = answerOf(question, (name) => sent.get(name))
  if ('wrong' in answer) {
    const { min, max } = question
    return questionPage(
      visit,
      state,
      question,
      question.kind === 'number'
        ? words.wrongNumber({ given: answer.wrong, min: min ?? 0, max: max ?? '…' })
        : words.dayWrong({ given: answer.wrong }),
    )
  }
  const next: State = {
    ...state,
    facts: { ...state.facts, [question.name]: answer.value },
    asked: [...state.asked, question.name],
  }
  return show(visit, next, go === 'result' ? 'result' : 'question')
}

function begin(visit: Visit, state: State, sent: URLSearchParams): Answer | Promise<Answer> {
  const words = say(lawWords, visit.lang)
  const topic = topics.find(({ id }) => id === sent.get('topic'))
  const typed = sent.get('on') ?? ''
  const on = typed.trim() === '' ? visit.today : dayOfText(typed)
  if (sent.has('lang')) return topicPage(visit, undefined)
  if (topic === undefined) return topicPage(visit, words.pickTopic)
  if (on === undefined) return topicPage(visit, words.dayWrong({ given: typed.slice(0, 20) }))
  return show(visit, { ...state, topic: topic.id, on }, 'question')
}

/** What was sealed is ours, but of another version of the pack perhaps: a fact it does not know any more is refused below. */
function stateOf(value: Json): State {
  const { topic, on, facts, asked } = value as Partial<Record<keyof State, unknown>>
  const isFacts = typeof facts === 'object' && facts !== null && !Array.isArray(facts)
  return {
    topic: topics.some(({ id }) => id === topic) ? String(topic) : null,
    on: typeof on === 'string' && isPlainDate(on) ? on : null,
    facts: isFacts ? (facts as Facts) : {},
    asked: Array.isArray(asked) ? asked.map(String) : [],
  }
}

async function ask(visit: Visit, state: State): Promise<WhatAppliesView | undefined> {
  try {
    return await lawThread.ask('whatApplies', {
      topic: state.topic ?? '',
      on: state.on ?? visit.today,
      facts: state.facts,
    })
  } catch {
    // Too many at once, or a state of an older pack. What was answered is not in the error and is written nowhere.
    return undefined
  }
}

async function show(visit: Visit, state: State, wanted: 'question' | 'result'): Promise<Answer> {
  const view = await ask(visit, state)
  if (view === undefined) return busyPage(visit)
  return wanted === 'result' || view.question === null
    ? resultPage(visit, state, view)
    : questionPage(visit, state, view.question, undefined)
}

const sealed = (visit: Visit, state: State): Html =>
  html`<input type="hidden" name="state" value="${visit.forms.seal(purpose, state as unknown as Json)}">`

function topicPage(visit: Visit, fault: string | undefined): Answer {
  const words = say(lawWords, visit.lang)
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`<p class="step">${words.asksHeading}</p>
${fault !== undefined && html`<div class="sum" tabindex="-1"><h2>${fault}</h2></div>`}
<form id="f" method="post" action="" autocomplete="off">${sealed(visit, start)}
<fieldset><legend><h1>${words.topic}</h1></legend>
<p class="hint">${words.asksLead}</p>
<div class="opts">${topics.map(
      ({ id, title, hint }) =>
        html`<label class="opt"><input type="radio" name="topic" value="${id}"><span>${title[visit.lang]}${plainBreak}<small>${hint[visit.lang]}</small></span>${plainBreak}</label>`,
    )}</div></fieldset>
<div class="field"><label for="on">${words.when}</label><p class="hint" id="on-hint">${words.whenHint} ${words.dayHint}</p><input id="on" name="on" maxlength="10" inputmode="numeric" autocomplete="off" aria-describedby="on-hint"></div>
<p class="acts"><button class="btn">${words.next}</button></p>
</form>`,
  }
}

function questionPage(
  visit: Visit,
  state: State,
  question: QuestionView,
  fault: string | undefined,
): Answer {
  const { lang } = visit
  const words = say(lawWords, lang)
  const option = (value: string, label: string): Html =>
    html`<label class="opt"><input type="radio" name="answer" value="${value}"><span>${label}</span>${plainBreak}</label>`
  const field = (): Html => {
    switch (question.kind) {
      case 'yesno':
        return html`${option('yes', words.yes)}${option('no', words.no)}${option('unknown', words.unknown)}`
      case 'choice':
        return html`${question.choices.map(({ value, label }) => option(value, label[lang]))}${option('unknown', words.unknown)}`
      case 'list':
        return html`${option('none', words.noneOfThem)}${option('some', words.someOfThem)}${option('unknown', words.unknown)}
<p class="hint">${words.someHint}</p>${entryLines.map(
          (line) =>
            html`<div class="entry">${question.fields.map(
              ({ name, title, kind, choices }) =>
                html`<label class="small" for="${name}-${String(line)}">${title[lang]}</label>${
                  kind === 'date'
                    ? html`<input id="${name}-${String(line)}" name="${name}-${String(line)}" maxlength="10" inputmode="numeric" autocomplete="off">`
                    : html`<select id="${name}-${String(line)}" name="${name}-${String(line)}"><option value="">—</option>${choices.map(({ value, label }) => html`<option value="${value}">${label[lang]}</option>`)}</select>`
                }`,
            )}</div>`,
        )}`
      case 'number':
      case 'date':
        return html`<input name="answer" aria-label="${question.question[lang]}" maxlength="10" inputmode="numeric" autocomplete="off">`
    }
  }
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`<p class="step">${words.asksHeading}</p>
${fault !== undefined && html`<div class="sum" tabindex="-1"><h2>${fault}</h2></div>`}
<form id="f" method="post" action="" autocomplete="off">${sealed(visit, state)}<input type="hidden" name="asked" value="${question.name}">
<fieldset><legend><h1${question.question[lang].length > longQuestion && html` class="long"`}>${question.question[lang]}</h1></legend>
${question.help !== null && html`<p class="hint">${question.help[lang]}</p>`}
<div class="opts field">${field()}</div></fieldset>
<details><summary>${words.why}</summary><p>${words.whyText({ rules: question.because.map(({ label }) => label[lang]).join(', ') })}</p></details>
<p class="acts"><button class="btn">${words.next}</button> <button class="btn two" name="go" value="result">${words.result}</button> <button class="btn text" name="go" value="back">${words.goBack}</button></p>
</form>`,
  }
}

function findingCard(visit: Visit, finding: FindingView, isWhatever: boolean): Html {
  const { lang } = visit
  const words = say(lawWords, lang)
  const ways = finding.penalty?.ways ?? []
  return html`<article class="right"><h3>${finding.title[lang]}</h3>
${finding.kind === 'refer' && html`<p><b>${words.refer}</b></p>`}
${finding.summary[lang] !== '' && html`<p>${finding.summary[lang]}</p>`}
${ways.length > 0 && html`<p class="small">${words.penalty}. ${words.court}</p>`}
${ways.map(
  (way, at) =>
    html`${
      ways.length > 1 &&
      html`<p class="small"><b>${
        way.because.length === 0
          ? words.variant({ n: at + 1 })
          : words.variantBy({
              n: at + 1,
              rules: way.because.map(({ label }) => label[lang]).join(', '),
            })
      }</b></p>`
    }<ul>${way.amounts.map((one) => html`<li>${amountText(one)[lang]}</li>`)}</ul>`,
)}
${
  finding.penalty !== null &&
  finding.penalty.deciding.length > 0 &&
  html`<p class="small">${words.depends({ facts: finding.penalty.deciding.map(({ title }) => title[lang]).join(', ') })}</p>`
}
${isWhatever && html`<p class="small">${words.whatever}</p>`}
<p class="law">${finding.label[lang]}${finding.confidence !== 'verified' && html` <span>${words.unsure}</span>`}</p></article>`
}

function resultPage(visit: Visit, state: State, view: WhatAppliesView): Answer {
  const { lang } = visit
  const words = say(lawWords, lang)
  const settled = view.sections.filter(({ findings }) => findings.length > 0)
  const open = view.sections.filter(
    ({ state: one, findings }) => one === 'undecided' && findings.length === 0,
  )
  const none = view.sections.filter(({ state: one }) => one === 'none')
  const duties = view.duties.filter(({ applies }) => applies === 'yes').slice(0, 12)
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`<h1>${words.resultHeading}</h1>
<p class="lead">${view.topicTitle[lang]}</p>
<p class="small">${words.lawOn({ day: formatDay(view.on, lang) })}${view.knownUntil !== null && html` ${view.knownUntil.remark[lang]}`}</p>
${settled.map(
  (section) =>
    html`<h2 class="when">${section.title[lang]}</h2>${section.findings.map((finding) =>
      findingCard(visit, finding, section.whatever.length > 0),
    )}`,
)}
${
  open.length > 0 &&
  html`<h2 class="when">${words.undecided}</h2>${open.map(
    (section) => html`<article class="right"><h3>${section.question[lang]}</h3>
${
  section.deciding.length > 0 &&
  html`<p class="small">${words.depends({
    facts: section.deciding
      .slice(0, 5)
      .map(({ title }) => title[lang])
      .join(', '),
  })}</p>`
}
<p class="small">${words.possible({
      list: section.possible
        .slice(0, 6)
        .map(({ text }) => withinList(text[lang]))
        .join('; '),
    })}</p>
${section.readings.map((reading) => html`<p class="small">${reading.why[lang]}</p>`)}</article>`,
  )}`
}
${
  none.length > 0 &&
  html`<section class="note"><h2>${words.notApplied}</h2><ul>${none.map(({ title }) => html`<li>${title[lang]}</li>`)}</ul></section>`
}
${
  duties.length > 0 &&
  html`<h2 class="when">${words.must}</h2>${duties.map(
    (duty) =>
      html`<article class="right"><p>${duty.bearer[lang]}: ${duty.what[lang]}</p><p class="clock">${icon('clock')}<span>${duty.deadline[lang]}</span></p><p class="law">${duty.label[lang]}${duty.confidence !== 'verified' && html` <span>${words.unsure}</span>`}</p></article>`,
  )}`
}
<form id="f" method="post" action="" autocomplete="off">${sealed(visit, state)}<input type="hidden" name="shown" value="result">
<p class="acts">${view.question !== null && html`<button class="btn" name="go" value="more">${words.goOn}</button>`} <button class="btn two" name="go" value="back">${words.change}</button> <button class="btn two" name="go" value="anew">${words.anew}</button> <button class="btn two" name="go" value="finish" data-leave>${words.finish}</button></p></form>`,
  }
}

/** Nothing is shown of what was answered until somebody says that it is still the same person. */
function stalePage(visit: Visit, state: State): Answer {
  const words = say(lawWords, visit.lang)
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`<h1>${words.stale}</h1>
<form id="f" method="post" action="" autocomplete="off">${sealed(visit, state)}
<p class="acts"><button class="btn">${words.goOn}</button> <button class="btn two" name="go" value="anew">${words.anew}</button></p></form>`,
  }
}

function busyPage(visit: Visit): Answer {
  const words = say(lawWords, visit.lang)
  return {
    kind: 'page',
    code: 503,
    title: words.title,
    main: html`<h1>${words.busy}</h1>`,
  }
}
