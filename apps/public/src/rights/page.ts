// One's rights, step by step: one question a page, at one address, nothing kept; the answer is a sheet with articles and clocks.
import { law } from '@umai/law'
import { type Html, html, type Json } from '@umai/platform'
import { formatDay, type Lang, type Said, say } from '@umai/words'
import type { Answer, Page, Visit } from '../http/visit.ts'
import { withinList } from '../law/model.ts'
import { numberOf } from '../numbers/model.ts'
import { citedLine, dutyOn, lawSays, limbOn } from '../ui/cited/template.ts'
import { icon } from '../ui/ornament/template.ts'
import { plainBreak } from '../ui/plain/template.ts'
import {
  type Answers,
  type Card,
  type CardId,
  chosenOf,
  nextQuestion,
  type Question,
  type QuestionId,
  questions,
  rightsOf,
} from './model.ts'
import { rightsWords } from './words.ts'

type State = { readonly answers: Answers; readonly path: readonly QuestionId[] }
type Words = Said<(typeof rightsWords)['model'] & object>
const purpose = 'rights'
const start: State = { answers: {}, path: [] }

export const rightsPage: Page = {
  path: '/rights',
  takesForm: true,
  // The first question, that is: before it is answered there is nothing to seal.
  isSteady: true,
  answer(visit) {
    const { sent } = visit
    if (sent === undefined || sent.get('go') === 'anew') return questionPage(visit, start, 'fresh')
    const sealed = sent.get('state')
    const opened =
      sealed === null
        ? ({ state: 'fresh', value: start as unknown as Json } as const)
        : visit.forms.open(purpose, sealed)
    const known = opened.state === 'unreadable' ? start : stateOf(opened.value)
    const asked = questions.find(({ id }) => id === sent.get('asked'))
    const state = asked === undefined ? known : answered(known, asked, sent.getAll(asked.id))
    if (opened.state === 'stale') return stalePage(visit, state)
    return step(visit, known, state, asked, opened.state === 'unreadable')
  },
}

function step(
  visit: Visit,
  before: State,
  state: State,
  asked: Question | undefined,
  isUnreadable: boolean,
): Answer {
  const go = visit.sent?.get('go')
  const language = visit.sent?.get('lang')
  switch (go) {
    case 'finish':
      return { kind: 'leave' }
    case 'note':
      return noteFile(visit, state)
    case 'short':
      return shortPage(visit, state)
    case 'result':
      return state.answers.who === undefined || state.answers.who.length === 0
        ? questionPage(visit, start, 'missing')
        : resultPage(visit, state)
    case 'back': {
      const last = before.path.at(-1)
      const question = questions.find(({ id }) => id === last) ?? questions[0]
      if (question === undefined) return questionPage(visit, start, 'fresh')
      return questionPage(visit, withoutFrom(state, question.id), 'fresh', question)
    }
    default:
  }
  // A change of language answers nothing: the same page, in other words, with what was ticked.
  if (language !== null && language !== undefined)
    return asked === undefined
      ? resultPage(visit, state)
      : questionPage(visit, { ...state, path: before.path }, 'fresh', asked)
  if (asked?.id === 'who' && (state.answers.who ?? []).length === 0)
    return questionPage(visit, start, 'missing')
  const next = nextQuestion(state.answers, visit.today)
  return next === undefined
    ? resultPage(visit, state)
    : questionPage(visit, state, isUnreadable ? 'unreadable' : 'fresh', next)
}

function answered(state: State, question: Question, values: readonly string[]): State {
  return {
    answers: { ...state.answers, [question.id]: chosenOf(question, values) },
    path: [...state.path.filter((id) => id !== question.id), question.id],
  }
}

/** Going back takes the question out of the path, but keeps what was ticked in it. */
function withoutFrom(state: State, id: QuestionId): State {
  const place = state.path.indexOf(id)
  return { ...state, path: place < 0 ? state.path : state.path.slice(0, place) }
}

/** What was sealed is ours, but of another version of this program perhaps. */
function stateOf(value: Json): State {
  const { answers = {}, path = [] } = value as { answers?: Record<string, unknown>; path?: unknown }
  const kept: Partial<Record<QuestionId, readonly string[]>> = {}
  for (const question of questions) {
    const given = answers[question.id]
    if (Array.isArray(given)) kept[question.id] = chosenOf(question, given.map(String))
  }
  const names = Array.isArray(path) ? path : []
  return { answers: kept, path: questions.map(({ id }) => id).filter((id) => names.includes(id)) }
}

const sealedField = (visit: Visit, state: State): Html =>
  html`<input type="hidden" name="state" value="${visit.forms.seal(purpose, state as unknown as Json)}">`

function questionPage(
  visit: Visit,
  state: State,
  mood: 'fresh' | 'missing' | 'unreadable',
  question: Question | undefined = questions[0],
): Answer {
  if (question === undefined) throw new Error('The interview has no question')
  const words: Words = say(rightsWords, visit.lang)
  const { id, many, choices } = question
  const kind = many === true ? 'checkbox' : 'radio'
  const ticked = state.answers[id]
  const isFirst = id === 'who'
  const field = (value: string, label: string, small?: string): Html =>
    html`<label class="opt"><input type="${kind}" name="${id}" value="${value}"${
      (value === '' ? ticked?.length === 0 : ticked?.includes(value) === true) && html` checked`
    }><span>${label}${small !== undefined && html`${plainBreak}<small>${small}</small>`}</span>${plainBreak}</label>`
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`<p class="step">${words.flow}</p>
${
  mood === 'missing' &&
  html`<div class="sum" tabindex="-1"><h2>${words.pickOne}</h2><a href="#q">${words.pickOneHint}</a></div>`
}${mood === 'unreadable' && html`<p class="note warm">${words.unreadable}</p>`}
<form id="f" method="post" action="" autocomplete="off">
${state !== start && sealedField(visit, state)}<input type="hidden" name="asked" value="${id}">
<fieldset id="q" aria-describedby="hint"${mood === 'missing' && html` class="wrong"`}>
<legend><h1>${words[id]}</h1></legend>
<p class="hint" id="hint">${words[`${id}Hint`]}</p>
<div class="opts">
${choices.map(({ value }) => field(value, textOf(words, `${id}_${value}`)))}
${!isFirst && many !== true && field('', words.notSay)}
</div>
</fieldset>
<details><summary>${words.whyHeading}</summary><p>${words.why}</p></details>
<p class="acts"><button class="btn">${words.next}</button>${
      !isFirst &&
      html`<button class="btn two" name="go" value="result">${words.result}</button>
<button class="btn text" name="go" value="back">${words.back}</button>`
    }</p>
</form>
${
  isFirst &&
  html`<section class="note"><h2>${words.noticeHeading}</h2><p>${words.notice({ number: numberOf(visit.numbers, 'contact-centre') })}</p>
<p><a href="/${visit.lang}/traces">${tracesLink[visit.lang]}</a></p></section>`
}`,
  }
}

const tracesLink: Readonly<Record<Lang, string>> = {
  kk: 'Ізді азайту',
  ru: 'Как оставить меньше следов',
  en: 'How to leave fewer traces',
}

function textOf(words: Words, key: string): string {
  const text = (words as Readonly<Record<string, unknown>>)[key]
  if (typeof text !== 'string') throw new Error(`The interview has no words for ${key}`)
  return text
}

/** Nothing is shown of what was answered until somebody says that it is still the same person. */
function stalePage(visit: Visit, state: State): Answer {
  const words: Words = say(rightsWords, visit.lang)
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`<h1>${words.staleHeading}</h1>
<p class="lead">${words.stale}</p>
<form id="f" method="post" action="" autocomplete="off">${sealedField(visit, state)}
<p class="acts"><button class="btn">${words.goOn}</button> <button class="btn two" name="go" value="anew">${words.anew}</button></p></form>`,
  }
}

const chip = (when: string, what: string): Html =>
  html`<p class="clock">${icon('clock')}<span><b>${when}</b> — ${what}</span></p>`

type Clock = { readonly when: string; readonly what: string; readonly bearer: string }

/** The clock of a duty as a line: who, by when. Duties without a time have none. */
function clockOf(ref: string, visit: Visit): Clock | undefined {
  const { deadline, what, bearer } = dutyOn(ref, visit.today, visit.lang)
  const rule = law.articles[ref.split('#')[0] ?? '']?.versions
    .flatMap(({ duties }) => duties)
    .find((duty) => duty.ref === ref)
  if (rule?.deadline.kind === 'none') return undefined
  return { when: deadline, what, bearer }
}

function cardOf(card: Card, visit: Visit, words: Words): Html {
  const facts = card.open
    .map((name) => law.facts[name]?.title[visit.lang])
    .filter((title) => title !== undefined)
  const plain = card.duties.filter((ref) => clockOf(ref, visit) === undefined)
  const refs = [...card.limbs, ...card.duties]
  const confidences = [
    ...card.limbs.map((ref) => limbOn(ref, visit.today, visit.lang).confidence),
    ...card.duties.map((ref) => dutyOn(ref, visit.today, visit.lang).confidence),
  ]
  return html`<article class="right">
<h3>${textOf(words, `${card.id}_t`)}</h3>
<p>${textOf(words, `${card.id}_s`)}</p>
${plain.length > 0 && html`<ul>${plain.map((ref) => html`<li>${dutyOn(ref, visit.today, visit.lang).what}</li>`)}</ul>`}
${facts.length > 0 && facts.length <= 4 && html`<p class="small">${words.open({ facts: facts.join(', ') })}</p>`}
${card.duties.map((ref) => {
  const clock = clockOf(ref, visit)
  return clock !== undefined && chip(clock.when, withinList(clock.what))
})}
${card.limbs.length > 0 && lawSays(card.limbs, visit.today, visit.lang)}
${citedLine(refs, visit.lang, confidences)}
</article>`
}

function clocksOf(cards: readonly Card[], visit: Visit): readonly Clock[] {
  return cards.flatMap((card) =>
    card.duties.flatMap((ref) => {
      const clock = clockOf(ref, visit)
      return clock === undefined ? [] : [clock]
    }),
  )
}

function resultPage(visit: Visit, state: State): Answer {
  const words: Words = say(rightsWords, visit.lang)
  const { cards, not } = rightsOf(state.answers, visit.today)
  const isSelf = state.answers.who?.[0] === 'self'
  const clocks = clocksOf(cards, visit)
  const part = (when: Card['when']): Html | false => {
    const some = cards.filter((card) => card.when === when)
    return (
      some.length > 0 &&
      html`<h2 class="when" id="${when}">${words[when]}</h2>${some.map((card) => cardOf(card, visit, words))}`
    )
  }
  return {
    kind: 'page',
    title: words.title,
    isWide: true,
    form: 'f',
    main: html`<div class="sheet">
<div class="top">
<h1>${isSelf ? words.resultHeading : words.resultHeadingOther}</h1>
<p class="lead">${isSelf ? words.resultLead : words.resultLeadOther}</p>
<p class="small">${words.lawOn({ day: formatDay(visit.today, visit.lang) })}</p>
<nav class="parts noprint" aria-label="${words.parts}">${[
      ...(['now', 'soon', 'later'] as const)
        .filter((when) => cards.some((card) => card.when === when))
        .map((when) => html`<a href="#${when}">${words[when]}</a>`),
      clocks.length > 0 && html`<a href="#clocks">${words.clocksHeading}</a>`,
      html`<a href="#paper">${words.paperHeading}</a>`,
    ]}</nav>
</div>
<div class="body">
${part('now')}${part('soon')}${part('later')}
${notPart(not, words)}
${
  isSelf &&
  html`<section class="note"><h2>${words.honestHeading}</h2><ul><li>${words.honestDoctor}</li><li>${words.honestLawyer}</li><li>${words.honestLeaving({ number: numberOf(visit.numbers, 'contact-centre') })}</li></ul></section>`
}
<form id="f" method="post" action="" autocomplete="off">${sealedField(visit, state)}
<div class="note warm"><h2 id="paper">${words.paperHeading}</h2><p>${words.paper}</p>
<p class="acts"><button class="btn" name="go" value="short">${words.paperShort}</button> <button class="btn two" type="button" data-print hidden>${words.paperPrint}</button> <button class="btn two" name="go" value="note" data-native>${words.paperFile}</button></p>
<p class="small">${words.paperFileName({ file: `${words.file}.txt` })}</p></div>
<p class="acts noprint"><a class="btn two" href="/${visit.lang}/places">${words.toPlaces}</a> <a class="btn two" href="/${visit.lang}/steps">${words.toSteps}</a>${
      state.answers.post?.[0] === 'school' &&
      html`<a class="btn two" href="/${visit.lang}/sheet">${words.toSheet}</a>`
    }</p>
<p class="acts"><button class="btn two" name="go" value="back">${words.change}</button> <button class="btn two" name="go" value="finish" data-leave>${words.finish}</button></p>
</form>
</div>
${
  clocks.length > 0 &&
  html`<aside class="side" aria-labelledby="clocks"><div class="note"><h2 id="clocks">${words.clocksHeading}</h2>
<ul class="clocks">${clocks.map(({ when, what, bearer }) => html`<li><b>${when}</b>${what} <span class="small">(${bearer})</span></li>`)}</ul></div></aside>`
}
</div>`,
  }
}

const notPart = (not: readonly CardId[], words: Words): Html | false =>
  not.length > 0 &&
  html`<section class="note"><h2>${words.notHeading}</h2><ul>${not.map((id) => html`<li>${textOf(words, `${id}_t`)}</li>`)}</ul></section>`

/** Numbers and times only: it looks like any note. */
function shortPage(visit: Visit, state: State): Answer {
  const words: Words = say(rightsWords, visit.lang)
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`<h1>${words.shortHeading}</h1>
<p class="tel">${visit.numbers.map(({ number }) => html`<a href="tel:${number}">${number}</a> `)}</p>
<ul class="clocks">${shortLines(visit, state).map(({ when, where }) => html`<li>${when} · <span class="whole">${where}</span></li>`)}</ul>
<form id="f" method="post" action="" autocomplete="off">${sealedField(visit, state)}
<p class="acts"><button class="btn" type="button" data-print hidden>${words.paperPrint}</button> <button class="btn two" name="go" value="result">${words.full}</button></p></form>`,
  }
}

type ShortLine = Readonly<{ when: string; where: string }>

/** The article numbers stay, what the articles are about does not. */
function shortLines(visit: Visit, state: State): readonly ShortLine[] {
  const { cards } = rightsOf(state.answers, visit.today)
  const lines = cards.flatMap((card) =>
    card.duties.flatMap((ref) => {
      const clock = clockOf(ref, visit)
      if (clock === undefined) return []
      const [article = ''] = ref.split('#')
      const { code, number } = law.articles[article] ?? {}
      return [{ when: clock.when, where: `${law.codes[code ?? '']?.short[visit.lang]} ${number}` }]
    }),
  )
  return [...Map.groupBy(lines, ({ when, where }) => `${when} ${where}`).values()].flatMap(
    ([first]) => first ?? [],
  )
}

function noteFile(visit: Visit, state: State): Answer {
  const words: Words = say(rightsWords, visit.lang)
  const lines = [
    words.shortHeading,
    '',
    visit.numbers.map(({ number }) => number).join('  '),
    '',
    ...shortLines(visit, state).map(({ when, where }) => `${when} · ${where}`),
  ]
  return {
    kind: 'file',
    name: `${words.file}.txt`,
    type: 'text/plain; charset=utf-8',
    content: `${lines.join('\r\n')}\r\n`,
  }
}
