// Leaving words: written, looked at with what is masked, sent. Nothing is stored before it is sent, and nothing of what was
// masked is stored at all.
import { type Html, html, type Json } from '@umai/platform'
import { cleaned, joined, markOf, storyLimits } from '@umai/stories'
import { findTelling, masked, type Telling } from '@umai/stories/find'
import { newReceipt, receiptGroups } from '@umai/threads'
import { langs, type Said, say } from '@umai/words'
import type { Answer, Page, Visit } from '../http/visit.ts'
import { numberOf } from '../numbers/model.ts'
import { plainBreak } from '../ui/plain/template.ts'
import {
  type Carried,
  type Draft,
  type Fault,
  faultsOf,
  lengthOf,
  readCarried,
  readDraft,
  sinces,
} from './model.ts'
import { storyText } from './text.ts'
import { storyWords } from './words.ts'

type Words = Said<(typeof storyWords)['model'] & object>
const purpose = 'words'
const sentPurpose = 'words sent'
const { least, most } = storyLimits

export const leavePage: Page = {
  path: '/words/new',
  takesForm: true,
  async answer(visit) {
    const { sent } = visit
    if (sent === undefined) return writePage(visit, readDraft(undefined, visit.lang), [])
    if (sent.get('act') === 'finish') return { kind: 'leave' }
    // A change of language on the last page must not lose the only key.
    const done = visit.forms.open(sentPurpose, sent.get('sent') ?? '')
    if (done.state === 'fresh') return sentPage(visit, String(done.value))
    const opened = visit.forms.open(purpose, sent.get('state') ?? '')
    if (sent.has('state') && opened.state !== 'fresh')
      return writePage(
        visit,
        readDraft(undefined, visit.lang),
        [],
        say(storyWords, visit.lang).stale,
      )
    if (opened.state === 'fresh') return carriedOn(visit, readCarried(opened.value))
    const draft = readDraft(sent, visit.lang)
    // Changing the language of the page looks at nothing.
    const faults = sent.has('lang') ? [] : faultsOf(draft)
    if (sent.has('lang') || faults.length > 0) return writePage(visit, draft, faults)
    const { text, lang, since } = draft
    return checkPage(visit, { receipt: newReceipt(), text, lang, since })
  },
}

async function carriedOn(visit: Visit, carried: Carried): Promise<Answer> {
  const words = say(storyWords, visit.lang)
  switch (visit.sent?.get('act')) {
    case 'change':
      return writePage(visit, { ...carried, consent: true }, [])
    case 'send': {
      const { text } = await looked(visit, carried)
      const outcome =
        (await visit.slow(async () => visit.stories?.leave({ ...carried, text }))) ?? 'away'
      if (outcome === 'left') return sentPage(visit, carried.receipt)
      return checkPage(
        visit,
        carried,
        {
          full: words.full,
          away: words.notSent,
        }[outcome],
      )
    }
    default:
      return checkPage(visit, carried)
  }
}

/** What is found, what of it she lets stay, and what else she wants masked. */
async function looked(visit: Visit, { text }: Carried) {
  const found = findTelling(text, { placeNames: (await visit.stories?.placeNames()) ?? [] })
  const shown = new Set(visit.sent?.getAll('show') ?? [])
  const extra = cleaned(visit.sent?.get('hide') ?? '')
    .split(/[\n,;]+/)
    .map((word) => word.trim())
    .filter((word) => word.length > 1)
    .slice(0, 30)
  const result = extra.reduce(
    (all, word) =>
      all.replaceAll(
        new RegExp(`(?<![\\p{L}\\p{N}⟦])${literal(word)}(?![\\p{L}\\p{N}⟧])`, 'giu'),
        markOf('other'),
      ),
    masked(
      text,
      found.filter((_, at) => !shown.has(String(at))),
    ),
  )
  return { found, shown, extra, text: joined(result) }
}

const literal = (word: string): string =>
  word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`)

function writePage(visit: Visit, draft: Draft, faults: readonly Fault[], trouble?: string): Answer {
  const words: Words = say(storyWords, visit.lang)
  const now = lengthOf(draft.text)
  const textFault = faults.includes('short')
    ? words.short({ least, now })
    : faults.includes('long')
      ? words.long({ most, now })
      : undefined
  const option = (value: string, label: string, isOn: boolean): Html =>
    html`<option value="${value}"${isOn && html` selected`}>${label}</option>`
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`${
      faults.length > 0 &&
      html`<div class="sum" tabindex="-1"><h2>${words.badHeading}</h2>${
        textFault !== undefined && html`<a href="#text">${textFault}</a>`
      }${faults.includes('consent') && html`<a href="#consent">${words.needConsent}</a>`}</div>`
    }<h1>${words.newHeading}</h1>
<p class="lead">${words.newLead}</p>
${trouble !== undefined && html`<p class="note warm" role="status">${trouble}</p>`}
<p class="note">${words.newSafe({ number: numberOf(visit.numbers, 'contact-centre') })}</p>
<form id="f" method="post" action="" autocomplete="off" novalidate>
<div class="field${textFault !== undefined && html` wrong`}"><label for="text">${words.text}</label><p class="hint" id="text-hint">${words.textHint({ least, most })}</p>${
      textFault !== undefined && html`<p class="err" id="text-err">${textFault}</p>`
    }<textarea id="text" name="text" rows="8" autocomplete="off" spellcheck="false" lang="${draft.lang}" aria-describedby="text-hint${textFault !== undefined && html` text-err`}"${
      textFault !== undefined && html` aria-invalid="true"`
    }>${draft.text}</textarea></div>
<div class="field"><label for="tongue">${words.tongue}</label><select id="tongue" name="tongue" autocomplete="off">${langs.map((lang) => option(lang, words[lang], lang === draft.lang))}</select></div>
<div class="field"><label for="since">${words.since}</label><select id="since" name="since" autocomplete="off">${option('', words.sinceNone, draft.since === null)}${sinces.map((since) => option(since, words[since], since === draft.since))}</select></div>
<div class="field${faults.includes('consent') && html` wrong`}">${
      faults.includes('consent') && html`<p class="err" id="consent-err">${words.needConsent}</p>`
    }<label class="opt"><input type="checkbox" id="consent" name="consent" value="yes"${draft.consent && html` checked`}${
      faults.includes('consent') && html` aria-invalid="true" aria-describedby="consent-err"`
    }><span>${words.consent}</span>${plainBreak}</label></div>
<p class="acts"><button class="btn">${words.look}</button></p>
</form>
<p class="noprint"><a class="back" href="/${visit.lang}/words">${words.toWall}</a></p>`,
  }
}

async function checkPage(visit: Visit, carried: Carried, trouble?: string): Promise<Answer> {
  const words: Words = say(storyWords, visit.lang)
  const { found, shown, extra, text } = await looked(visit, carried)
  const line = ({ kind, text: word }: Telling, at: number): Html =>
    html`<label class="opt"><input type="checkbox" name="show" value="${at}"${shown.has(String(at)) && html` checked`}><span>${words.showAgain} <b lang="${carried.lang}">${word}</b>${plainBreak}<small>${words[kind]}</small></span>${plainBreak}</label>`
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`<h1>${words.checkHeading}</h1>
<p class="lead">${words.checkLead}</p>
${trouble !== undefined && html`<p class="note warm" role="status">${trouble}</p>`}
<div class="wall one"><figure><blockquote lang="${carried.lang}">${storyText(text, carried.lang)}</blockquote>${
      carried.since !== null &&
      html`<figcaption lang="${carried.lang}">${say(storyWords, carried.lang)[carried.since]}</figcaption>`
    }</figure></div>
<form id="f" method="post" action="" autocomplete="off">
<input type="hidden" name="state" value="${visit.forms.seal(purpose, carried as unknown as Json)}">
${
  found.length === 0
    ? html`<p class="note">${words.foundNone}</p>`
    : html`<fieldset class="field"><legend><b>${words.found}</b></legend><p class="hint">${words.showHint}</p><div class="opts">${found.map(line)}</div></fieldset>`
}
<div class="field"><label for="hide">${words.hide}</label><textarea id="hide" name="hide" rows="2" autocomplete="off" spellcheck="false">${extra.join('\n')}</textarea></div>
<p class="acts"><button class="btn two" name="act" value="again">${words.again}</button> <button class="btn" name="act" value="send">${words.send}</button> <button class="btn text" name="act" value="change">${words.change}</button></p>
</form>`,
  }
}

function sentPage(visit: Visit, receipt: string): Answer {
  const words = say(storyWords, visit.lang)
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    // On paper there is the number and nothing else: it looks like that of an order.
    main: html`<div class="noprint"><h1>${words.sentHeading}</h1>
<p class="lead">${words.sentLead}</p></div>
<section class="note"><h2 class="noprint">${words.receipt}</h2>
<p class="receipt">${receiptGroups(receipt).map((group) => html`<span>${group}</span> `)}</p>
<div class="noprint"><p>${words.receiptSays}</p><p>${words.receiptSafe}</p></div></section>
<form id="f" method="post" action="" autocomplete="off"><input type="hidden" name="sent" value="${visit.forms.seal(sentPurpose, receipt)}"><p class="acts"><button class="btn" name="act" value="finish">${words.finish}</button> <a class="btn two" href="/${visit.lang}/words">${words.toWall}</a></p></form>`,
  }
}
