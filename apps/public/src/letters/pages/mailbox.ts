// Where somebody comes back with a receipt: what was answered, what came of it, writing again, and destroying all of it.
// The receipt is typed once; what it gives travels sealed in the form, for half an hour.
import { type Html, html, type Json } from '@umai/platform'
import { parseReceipt, type ReceiptKeys } from '@umai/threads'
import { formatDay, type Said, say, wallTimeOf } from '@umai/words'
import { takeFiles } from '../../files/actions.ts'
import { mostBytes, mostFiles, plainText } from '../../files/model.ts'
import type { Answer, Page, Visit } from '../../http/visit.ts'
import type { Threads } from '../../threads/actions.ts'
import type { OwnMessage, OwnThread } from '../../threads/model.ts'
import { plainBreak } from '../../ui/plain/template.ts'
import { mostText } from '../model.ts'
import { mailboxWords } from '../words/mailbox.ts'
import { writeWords } from '../words/write.ts'
import { faultSays, resume, write } from './write.ts'

type Words = Said<(typeof mailboxWords)['model'] & object>
type Held = Readonly<{
  locator: string
  wrap: string
  ends: string
  /** The id of what is written next: a button pressed twice writes once. */
  next: string
}>
const purpose = 'mailbox'
/** No answer about a receipt comes sooner: what was found makes no difference of time. */
const noSoonerMs = 400

export const mailboxPage: Page = {
  path: '/mailbox',
  takesForm: true,
  async answer(visit) {
    const { sent, threads } = visit
    if (threads === undefined || sent?.has('state') === true || sent?.has('slip') === true)
      return write(visit, { isChild: false })
    if (sent === undefined) return doorPage(visit)
    if (sent.get('go') === 'finish') return { kind: 'leave' }
    if (sent.has('mail')) return atMail(visit, threads, sent)
    const typed = sent.get('receipt') ?? ''
    if (sent.has('lang')) return doorPage(visit, { typed })
    // The whole page is made before the wait ends, as one that holds a conversation takes longer to make.
    const [answer] = await Promise.all([
      openMail(visit, threads, typed),
      new Promise((resolve) => setTimeout(resolve, noSoonerMs)),
    ])
    return answer
  },
}

async function openMail(visit: Visit, threads: Threads, typed: string): Promise<Answer> {
  const words: Words = say(mailboxWords, visit.lang)
  const receipt = parseReceipt(typed)
  if (receipt === undefined) return doorPage(visit, { typed, fault: shapeFault(words, typed) })
  const { keys, own } = await visit.slow(async () => {
    const keys = await threads.keysOf(receipt)
    return { keys, own: await threads.open(keys) }
  })
  if (own === undefined) return doorPage(visit, { typed, fault: words.unknown })
  if (own.draft !== undefined && own.state === 'draft')
    return resume(visit, threads, own.draft, keys)
  return mailPage(visit, own, held(keys, receipt.slice(-4)))
}

const held = ({ locator, wrap }: ReceiptKeys, ends: string): Held => ({
  locator: locator.toString('hex'),
  wrap: wrap.toString('hex'),
  ends,
  next: crypto.randomUUID(),
})
const keysOf = ({ locator, wrap }: Held): ReceiptKeys => ({
  locator: Buffer.from(locator, 'hex'),
  wrap: Buffer.from(wrap, 'hex'),
})

function shapeFault(words: Words, typed: string): string {
  const bare = typed.normalize('NFKC').replaceAll(/[\s.\-–—_]/g, '')
  const [sign] = plainText(bare).match(/\D/u) ?? []
  return sign === undefined
    ? words.wrongLength({ count: bare.replaceAll(/\D/g, '').length })
    : words.wrongSigns({ sign })
}

function doorPage(
  visit: Visit,
  {
    typed = '',
    fault,
    notice,
  }: { readonly typed?: string; readonly fault?: string; readonly notice?: string } = {},
): Answer {
  const words: Words = say(mailboxWords, visit.lang)
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`${
      fault !== undefined &&
      html`<div class="sum" tabindex="-1" role="alert"><h2>${words.wrongHeading}</h2><p><a href="#receipt">${fault}</a></p></div>`
    }${notice !== undefined && html`<p class="note warm">${notice}</p>`}
<form id="f" method="post" action="" autocomplete="off">
<div class="${fault === undefined ? 'field' : 'field wrong'}"><label for="receipt"><h1>${words.heading}</h1></label><p class="hint" id="hint">${words.hint}</p>
<input type="text" id="receipt" name="receipt" inputmode="numeric" autocomplete="off" spellcheck="false" maxlength="60" value="${typed.slice(0, 60)}" aria-describedby="hint"${fault !== undefined && html` aria-invalid="true"`}></div>
<p class="acts"><button class="btn">${words.open}</button></p>
</form>
<p>${words.none} <a href="/${visit.lang}/write">${words.begin}</a></p>`,
  }
}

async function atMail(visit: Visit, threads: Threads, sent: URLSearchParams): Promise<Answer> {
  const words: Words = say(mailboxWords, visit.lang)
  const opened = visit.forms.open(purpose, sent.get('mail') ?? '')
  if (opened.state !== 'fresh') return doorPage(visit, { notice: words.stale })
  const mail = opened.value as unknown as Held
  const keys = keysOf(mail)
  const go = sent.get('go')
  if (!visit.mayAct(mail.locator)) return { kind: 'busy' }
  if (go === 'destroyed') {
    await threads.destroy(keys)
    return {
      kind: 'page',
      title: words.title,
      form: 'f',
      main: html`<h1>${words.destroyed}</h1><p class="lead">${words.destroyedLead}</p><form id="f" method="post" action="" autocomplete="off"><p class="acts"><button class="btn" name="go" value="finish" data-leave>${words.finish}</button></p></form>`,
    }
  }
  const text = plainText(sent.get('text') ?? '')
  if (go === 'destroy' && !sent.has('lang')) return destroyPage(visit, mail, text)
  const outcome =
    go === 'send' && !sent.has('lang')
      ? await writeMore(visit, threads, mail, text)
      : { faults: [], isWritten: false }
  const own = await threads.open(keys)
  if (own === undefined) return doorPage(visit, { fault: words.unknown })
  return mailPage(visit, own, outcome.isWritten ? { ...mail, next: crypto.randomUUID() } : mail, {
    ...outcome,
    text: outcome.isWritten ? '' : text,
  })
}

async function writeMore(
  visit: Visit,
  threads: Threads,
  mail: Held,
  text: string,
): Promise<Readonly<{ faults: readonly string[]; isWritten: boolean }>> {
  const words: Words = say(mailboxWords, visit.lang)
  const letter = say(writeWords, visit.lang)
  if (text.length > mostText)
    return {
      faults: [letter.textTooLong({ length: text.length, most: mostText })],
      isWritten: false,
    }
  const { taken, refused } = await takeFiles(visit.files, {
    asEvidence: visit.sent?.has('original') === true,
    already: 0,
  })
  if (refused.length > 0)
    return {
      faults: refused.map(({ fault, name }) => faultSays(letter, fault, name)),
      isWritten: false,
    }
  if (text.trim() === '' && taken.length === 0)
    return { faults: [words.needsText], isWritten: false }
  const outcome = await threads.write(keysOf(mail), {
    id: mail.next,
    text: text.trim(),
    files: taken,
  })
  return outcome === 'written'
    ? { faults: [], isWritten: true }
    : { faults: [words.notWritten], isWritten: false }
}

const sealedField = (visit: Visit, mail: Held): Html =>
  html`<input type="hidden" name="mail" value="${visit.forms.seal(purpose, mail as unknown as Json)}">`

function destroyPage(visit: Visit, mail: Held, text: string): Answer {
  const words: Words = say(mailboxWords, visit.lang)
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`<h1>${words.destroyHeading}</h1><p class="lead">${words.destroyLead}</p>
<form id="f" method="post" action="" autocomplete="off">${sealedField(visit, mail)}<input type="hidden" name="text" value="${text}">
<p class="acts"><button class="btn" name="go" value="keep">${words.destroyNo}</button> <button class="btn two" name="go" value="destroyed">${words.destroyYes}</button></p></form>`,
  }
}

function mailPage(
  visit: Visit,
  own: OwnThread,
  mail: Held,
  {
    faults = [],
    isWritten = false,
    text = '',
  }: {
    readonly faults?: readonly string[]
    readonly isWritten?: boolean
    readonly text?: string
  } = {},
): Answer {
  const { lang } = visit
  const words: Words = say(mailboxWords, lang)
  const letter = say(writeWords, lang)
  const lead =
    own.state === 'ended' ? words.over : own.waitsFor === 'reporter' ? words.newAnswer : words.waits
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`${
      faults.length > 0 &&
      html`<div class="sum" tabindex="-1" role="alert"><h2>${letter.wrongHeading}</h2>${faults.map((says) => html`<p><a href="#text">${says}</a></p>`)}</div>`
    }${isWritten && html`<p class="note ok" role="status">${words.written}</p>`}
<p class="step">${words.ends({ digits: mail.ends })}</p>
<h1>${words.yours}</h1><p class="lead">${lead}</p>
<ol class="talk">${own.messages.map((message, index) => messageItem(visit, words, message, index))}${factItems(own, words).map((fact) => html`<li class="fact"><p>${fact}</p></li>`)}</ol>
${own.readers.length > 0 && html`<p class="small">${words.readBy({ names: own.readers.map((name) => name[lang]).join(' · ') })}</p>`}
<form id="f" method="post" action="" autocomplete="off" enctype="multipart/form-data">${sealedField(visit, mail)}
${
  (own.state === 'open' || text !== '') &&
  html`<h2>${words.answer}</h2>
<div class="field"><label for="text">${words.message}</label><p class="hint" id="texthint">${words.messageHint}</p>
<textarea id="text" name="text" rows="5" autocomplete="off" spellcheck="false" aria-describedby="texthint">
${text}</textarea></div>
<details><summary>${words.addFiles}</summary><div><p class="hint" id="filehint">${letter.filesHint({ count: mostFiles, size: mostBytes / 1_048_576 })}</p>
<label class="unseen" for="file">${letter.choose}</label><input type="file" id="file" name="file" multiple aria-describedby="filehint">
<div class="opts"><label class="opt"><input type="checkbox" name="original" value="1"><span>${letter.original}${plainBreak}<small>${letter.originalSays}</small></span>${plainBreak}</label></div><p class="small">${letter.filesClean}</p></div></details>`
}
<p class="acts">${own.state === 'open' && html`<button class="btn" name="go" value="send">${words.send}</button>`} <button class="btn two" name="go" value="finish" data-leave>${words.finish}</button></p>
<section class="note"><h2>${words.decideHeading}</h2><p>${words.decide}</p><p><button class="btn text" name="go" value="destroy">${words.destroy}</button></p></section>
</form>`,
  }
}

function messageItem(visit: Visit, words: Words, message: OwnMessage, index: number): Html {
  const { day, hour } = localHour(message.sentAt)
  const when = words.about({ day: formatDay(day, visit.lang), hour })
  const files =
    message.files > 0 && html`<p class="small">${words.files({ count: message.files })}</p>`
  const text = html`<p class="typed">${message.text}</p>${files}`
  if (!message.isOwn)
    return html`<li><h2 class="small">${words.them({ agency: message.agency?.[visit.lang] ?? words.agency, when })}</h2>${text}</li>`
  // Nobody should have to see again what she wrote first.
  return html`<li class="me"><h2 class="small">${words.you({ when })}</h2>${index === 0 ? html`<details><summary>${words.first}</summary>${text}</details>` : text}</li>`
}

function localHour(instant: string): { readonly day: string; readonly hour: number } {
  const { day, hour } = wallTimeOf(instant)
  return { day, hour }
}

function factItems(own: OwnThread, words: Words): readonly string[] {
  return [
    own.isReport && words.isReport,
    own.isCase && words.isCase,
    own.endedReason !== null && endedSays(words, own.endedReason),
    own.state === 'open' && own.waitsFor === 'staff' && own.hasEscrow && words.isEscrow,
  ].filter((fact) => fact !== false)
}

function endedSays(words: Words, reason: string): string {
  const text = (words as Readonly<Record<string, unknown>>)[`ended_${reason}`]
  return typeof text === 'string' ? text : words.over
}
