// What the law says, as the pack has it on a day: the label of the article, our summary of the limb, how sure the reading is.
import { type DutyRow, dutyRows, law } from '@umai/law'
import { type Html, html } from '@umai/platform'
import type { Confidence } from '@umai/rules'
import { type Lang, type PlainDate, say } from '@umai/words'
import { citedWords } from './words.ts'

export type Limb = {
  readonly label: Html
  readonly text: string
  readonly confidence: Confidence
}

/** `kz/lop/60#p5`. Throws for what the pack does not hold on that day: a page never states law that is not in it. */
export function limbOn(ref: string, day: PlainDate, lang: Lang): Limb {
  const [id = '', limb = ''] = ref.split('#')
  const article = law.articles[id]
  const version = article?.versions.find(
    ({ from, to }) =>
      (from === undefined || from.date <= day) && (to === undefined || day < to.date),
  )
  const text = version?.text[limb]?.[lang]
  if (article === undefined || version === undefined || text === undefined)
    throw new Error(`The law pack holds no ${ref} on ${day}`)
  return { label: labelOf(id, lang), text, confidence: version.confidence }
}

export const labelOf = (article: string, lang: Lang): Html =>
  labelOfAll([article.split('#')[0] ?? ''], lang)

/** Articles of one act under its name. */
function labelOfAll(ids: readonly string[], lang: Lang): Html {
  const articles = ids.map((id) => {
    const found = law.articles[id]
    if (found === undefined) throw new Error(`The law pack holds no ${id}`)
    return found
  })
  const act = articles[0]?.code ?? ''
  const title = law.codes[act]?.title[lang] ?? act
  // Rules of a ministry that are one whole have no number of their own.
  const number = articles
    .map((article) => article.number)
    .filter((one) => /^\d/.test(one))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .join(', ')
  if (number === '') return html`${title}`
  const words = say(citedWords, lang)
  // Orders of ministers have points, laws have articles.
  const numbered = /\/o\d/.test(act) ? words.point({ number }) : words.article({ number })
  // A line may end between two articles, never within the number of one.
  return html`${title}${numbered.split(', ').map((one) => html`, <span class="whole">${one}</span>`)}`
}

const rowsByLang = new Map<Lang, readonly DutyRow[]>()

/** `kz/lop/60#lop-po-check` with its clock in words, in the unit of the law. Throws for what is not in force that day. */
export function dutyOn(ref: string, day: PlainDate, lang: Lang): DutyRow {
  const rows = rowsByLang.get(lang) ?? dutyRows(law, lang)
  rowsByLang.set(lang, rows)
  const row = rows.find(
    ({ id, from, to }) =>
      id === ref && (from === undefined || from <= day) && (to === undefined || day < to),
  )
  if (row === undefined) throw new Error(`The law pack holds no duty ${ref} on ${day}`)
  return row
}

/** Said beside everything that was not read in the act itself. */
export function sureness(confidence: Confidence, lang: Lang): string | undefined {
  const words = say(citedWords, lang)
  if (confidence === 'verified') return undefined
  return confidence === 'disputed' ? words.disputed : words.unverified
}

/** The articles of a card in one line; each once, those of one act together. */
export function citedLine(
  refs: readonly string[],
  lang: Lang,
  confidences: readonly Confidence[] = [],
): Html {
  const doubt = confidences.map((one) => sureness(one, lang)).find((said) => said !== undefined)
  const ids = [...new Set(refs.map((ref) => ref.split('#')[0] ?? ''))]
  const labels = [...Map.groupBy(ids, (id) => law.articles[id]?.code).values()].map((ofOne) =>
    labelOfAll(ofOne, lang),
  )
  return html`<p class="law">${labels.map((label, index) => html`${index > 0 && '; '}${label}`)}${doubt !== undefined && html` <span>${doubt}</span>`}</p>`
}

/** What the law says in its summary, folded away on the screen and always printed. */
export function lawSays(refs: readonly string[], day: PlainDate, lang: Lang): Html {
  const limbs = refs.map((ref) => limbOn(ref, day, lang))
  return html`<details class="says"><summary>${say(citedWords, lang).says}</summary>${limbs.map(
    ({ label, text }) => html`<p><b>${label}.</b> ${text}</p>`,
  )}</details>`
}
