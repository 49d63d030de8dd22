// A letter, one question a page, at one address. Nothing of it is on the server until it is sent or saved, but files,
// which lie in memory under a key that lies in the form.
import { type Html, html, type Json, randomKey, type SecretKey } from '@umai/platform'
import { newReceipt, type ReceiptKeys, receiptGroups } from '@umai/threads'
import { type Lang, type Said, say } from '@umai/words'
import { takeFiles } from '../../files/actions.ts'
import { mostBytes, mostFiles } from '../../files/model.ts'
import type { Answer, Page, Visit } from '../../http/visit.ts'
import { numberOf } from '../../numbers/model.ts'
import type { NewFile, Threads } from '../../threads/actions.ts'
import { aboutOf, abouts, type Readers, readersFor, topics } from '../../threads/model.ts'
import { plainBreak } from '../../ui/plain/template.ts'
import {
  answered,
  type Draft,
  detailsOf,
  draftOf,
  mostText,
  replies,
  type Step,
  savedForm,
  stepsOf,
  stepsOfAdult,
  whens,
  whos,
} from '../model.ts'
import { placeField } from '../parts/place-field.ts'
import { helloMain } from '../parts/tiles.ts'
import { childWords, writeWords } from '../words/write.ts'

type Words = Said<(typeof writeWords)['model'] & object>
type Fault = Readonly<{ field: string; says: string }>
const purpose = 'write'
const slipPurpose = 'slip'

export const writePage: Page = {
  path: '/write',
  takesForm: true,
  answer: (visit) => write(visit, { isChild: false }),
}

/** The letter of an adult or of a child; both are the same flow in other words. */
export async function write(
  visit: Visit,
  { isChild }: { readonly isChild: boolean },
): Promise<Answer> {
  const { sent, threads } = visit
  if (threads === undefined) return closedPage(visit)
  if (sent?.has('slip') === true) return receiptStep(visit, sent)
  const start = draftOf({ isChild }, newTrayKey())
  if (sent === undefined || sent.get('go') === 'anew') return questionPage(visit, threads, start)
  return goOn(visit, threads, sent, start)
}

/** Goes on with a draft that was found under its receipt. */
export async function resume(
  visit: Visit,
  threads: Threads,
  content: string,
  keys: ReceiptKeys,
): Promise<Answer> {
  const draft = draftOf(
    {
      ...(JSON.parse(content) as object),
      keys: { locator: keys.locator.toString('hex'), wrap: keys.wrap.toString('hex') },
    },
    newTrayKey(),
  )
  return questionPage(visit, threads, draft)
}

async function goOn(
  visit: Visit,
  threads: Threads,
  sent: URLSearchParams,
  start: Draft,
): Promise<Answer> {
  const opened = visit.forms.open(purpose, sent.get('state') ?? '')
  const known = opened.state === 'unreadable' ? start : draftOf(opened.value, start.trayKey)
  const asked = stepsOfAdult.find((step) => step === sent.get('asked'))
  const draft = asked === undefined ? known : answered({ ...known, step: asked }, asked, sent)
  if (opened.state === 'stale') return stalePage(visit, draft)
  const withFiles = asked === 'files' ? await addFiles(visit, draft) : { draft, faults: [] }
  const here = withFiles.draft
  const tooLong = here.text.length > mostText
  // A change of language answers nothing: the same page, in other words, with what was typed.
  if (sent.has('lang') || opened.state === 'unreadable')
    return questionPage(visit, threads, here, {
      isUnreadable: opened.state === 'unreadable',
      faults: withFiles.faults,
    })
  const go = sent.get('go') ?? ''
  if (go === 'back') return questionPage(visit, threads, { ...here, step: besideOf(here, -1) })
  if (tooLong)
    return questionPage(
      visit,
      threads,
      { ...here, step: 'text' },
      { faults: [{ field: 'text', says: tooLongSays(visit, here) }] },
    )
  if (withFiles.faults.length > 0 || (asked === 'files' && go === 'add'))
    return questionPage(visit, threads, here, { faults: withFiles.faults })
  if (go === 'save') return save(visit, threads, here)
  if (go === 'send') return send(visit, threads, here)
  const wanted = stepsOfAdult.find((step) => go === `at:${step}`)
  // A child chooses a tile to begin with; without one there is nothing to go on with.
  if (here.isChild && asked === 'topic' && here.topic === undefined)
    return questionPage(visit, threads, here)
  return questionPage(visit, threads, { ...here, step: wanted ?? besideOf(here, 1) })
}

const newTrayKey = (): string => randomKey('tray').bytes.toString('base64')
const trayKeyOf = (draft: Draft): SecretKey => ({
  id: 'tray',
  bytes: Buffer.from(draft.trayKey, 'base64'),
})

function besideOf(draft: Draft, by: 1 | -1): Step {
  const steps = stepsOf(draft)
  // A step that is no longer asked, such as "about" of a topic that says it, is left where it would stand.
  const at = steps.indexOf(draft.step)
  const from =
    at >= 0
      ? at
      : by === 1
        ? stepsOfAdult.indexOf(draft.step) - 1
        : stepsOfAdult.indexOf(draft.step)
  return steps[Math.min(steps.length - 1, Math.max(0, from + by))] ?? 'text'
}

async function addFiles(
  visit: Visit,
  draft: Draft,
): Promise<Readonly<{ draft: Draft; faults: readonly Fault[] }>> {
  if (visit.files.length === 0) return { draft, faults: [] }
  const words: Words = say(writeWords, visit.lang)
  const { taken, refused } = await takeFiles(visit.files, {
    asEvidence: visit.sent?.has('original') === true,
    already: draft.files.length,
  })
  const faults: Fault[] = refused.map(({ name, fault }) => ({
    field: 'file',
    says: faultSays(words, fault, name),
  }))
  const files = [...draft.files]
  for (const file of taken) {
    const id = visit.tray.put(file, trayKeyOf(draft))
    if (id === undefined)
      faults.push({ field: 'file', says: faultSays(words, 'noRoom', file.kind) })
    else files.push({ id, kind: file.kind, isOriginal: file.isOriginal })
  }
  return { draft: { ...draft, files }, faults }
}

export function faultSays(words: Words, fault: string, name: string): string {
  const values = { name, size: mostBytes / 1_048_576, count: mostFiles }
  switch (fault) {
    case 'tooLarge':
      return words.fault_tooLarge(values)
    case 'damaged':
      return words.fault_damaged(values)
    case 'uncleanable':
      return words.fault_uncleanable(values)
    case 'tooMany':
      return words.fault_tooMany(values)
    case 'noRoom':
      return words.fault_noRoom(values)
    default:
      return words.fault_unknown(values)
  }
}

const tooLongSays = (visit: Visit, { text }: Draft): string =>
  say(writeWords, visit.lang).textTooLong({ length: text.length, most: mostText })

const ownKeys = (keys: Draft['keys']): ReceiptKeys | undefined =>
  keys === undefined
    ? undefined
    : { locator: Buffer.from(keys.locator, 'hex'), wrap: Buffer.from(keys.wrap, 'hex') }

/** The keys of the letter and, where it is new, the receipt that was made for it. */
async function keysFor(
  visit: Visit,
  threads: Threads,
  draft: Draft,
): Promise<Readonly<{ keys: ReceiptKeys; receipt: string | undefined }>> {
  const own = ownKeys(draft.keys)
  if (own !== undefined) return { keys: own, receipt: undefined }
  const receipt = draft.receipt ?? newReceipt()
  return { keys: await visit.slow(() => threads.keysOf(receipt)), receipt }
}

async function save(visit: Visit, threads: Threads, draft: Draft): Promise<Answer> {
  const { keys, receipt } = await keysFor(visit, threads, draft)
  await threads.saveDraft(keys, { lang: visit.lang, content: savedForm(draft) })
  return receiptPage(visit, { receipt, isSent: false, isChild: draft.isChild })
}

async function send(visit: Visit, threads: Threads, draft: Draft): Promise<Answer> {
  const words: Words = say(writeWords, visit.lang)
  const key = trayKeyOf(draft)
  const files: NewFile[] = []
  for (const file of draft.files) {
    const bytes = visit.tray.take(file.id, key)
    if (bytes === undefined)
      return questionPage(
        visit,
        threads,
        { ...draft, files: [], step: 'files' },
        { faults: [{ field: 'file', says: words.filesGone }] },
      )
    files.push({ kind: file.kind as NewFile['kind'], isOriginal: file.isOriginal, bytes })
  }
  if (draft.text.trim() === '' && files.length === 0)
    return questionPage(
      visit,
      threads,
      { ...draft, step: 'text' },
      {
        faults: [
          {
            field: 'text',
            says: draft.isChild ? say(childWords, visit.lang).needsText : words.needsText,
          },
        ],
      },
    )
  const topic = draft.topic ?? 'other'
  const about = aboutOf(topic, draft.about)
  const { given, offered } = await readersOf(threads, draft)
  const readers = [...given, ...offered.filter(({ agencyId }) => draft.readers.includes(agencyId))]
  if (readers.length === 0)
    return questionPage(visit, threads, draft, {
      faults: [{ field: 'send', says: words.nobodyReads }],
    })
  const { keys, receipt } = await keysFor(visit, threads, draft)
  await threads.begin(keys, {
    topic,
    about,
    writer: draft.isChild ? 'child' : 'adult',
    lang: visit.lang,
    place: draft.place,
    text: draft.text.trim(),
    details: detailsOf(draft),
    files,
    readers,
  })
  for (const { id } of draft.files) visit.tray.drop(id)
  return receiptPage(visit, { receipt, isSent: true, isChild: draft.isChild })
}

const readersOf = async (threads: Threads, draft: Draft): Promise<Readers> =>
  readersFor(await threads.routing(), {
    topic: draft.topic ?? 'other',
    about: draft.about,
    place: draft.place,
  })

type Slip = Readonly<{ receipt: string | undefined; isSent: boolean; isChild: boolean }>

function receiptStep(visit: Visit, sent: URLSearchParams): Answer | Promise<Answer> {
  const opened = visit.forms.open(slipPurpose, sent.get('slip') ?? '')
  if (sent.get('go') === 'finish') return { kind: 'leave' }
  // The number is shown to nobody who finds the page open after half an hour.
  if (opened.state !== 'fresh') return { kind: 'leave' }
  const slip = opened.value as unknown as Slip
  if (sent.get('go') === 'note' && slip.receipt !== undefined)
    return {
      kind: 'file',
      name: 'note.txt',
      type: 'text/plain; charset=utf-8',
      content: `${receiptGroups(slip.receipt).join(' ')}\r\n`,
    }
  return receiptPage(visit, slip)
}

function receiptPage(visit: Visit, slip: Slip): Answer {
  const { lang, forms } = visit
  const words: Words = say(writeWords, lang)
  const child = say(childWords, lang)
  const { receipt, isSent, isChild } = slip
  const heading = isSent ? (isChild ? child.sentHeading : words.sentHeading) : words.savedHeading
  const lead = isSent ? (isChild ? child.sentLead : words.sentLead) : words.savedLead
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    // On paper there is the number and nothing else: it looks like that of an order.
    main: html`<div class="noprint"><h1>${heading}</h1>
<p class="lead">${lead}</p></div>
${
  receipt === undefined
    ? html`<p class="note">${words.sameNumber}</p>`
    : html`<h2 id="no" class="noprint">${isChild ? child.number : words.number}</h2>
<p class="digits" role="group" aria-labelledby="no">${receiptGroups(receipt).map((group) => html`<span>${group}</span> `)}</p>
<div class="noprint"><p>${isChild ? child.only : words.only}</p>
<h2>${isChild ? child.keepHeading : words.keepHeading}</h2>
<ul>${(isChild ? [child.keep1, child.keep2] : [words.keep1, words.keep2, words.keep3]).map((line) => html`<li>${line}</li>`)}</ul></div>`
}
<form id="f" method="post" action="" autocomplete="off"><input type="hidden" name="slip" value="${forms.seal(slipPurpose, slip as unknown as Json)}">
${
  receipt !== undefined &&
  html`<p class="acts"><button class="btn two" name="go" value="note" data-native>${words.note}</button> <button class="btn two" type="button" data-print hidden>${words.print}</button></p>
<p class="small">${words.noteSays}</p>`
}
${
  isSent &&
  html`<h2>${words.nextHeading}</h2>
${
  isChild
    ? html`<p>${child.next({ number: numberOf(visit.numbers, 'contact-centre') })}</p>`
    : html`<ol class="path"><li><p class="by">${words.nextNow}</p><p>${words.nextNowSays}</p></li>
<li class="you"><p class="by">${words.nextLater}</p><p>${words.nextLaterSays}</p></li></ol>`
}`
}
${!isChild && html`<section class="note"><h2>${words.lostHeading}</h2><p>${words.lost}</p></section>`}
<p class="acts"><button class="btn" name="go" value="finish" data-leave>${words.finish}</button> <a class="btn two" href="/${lang}/mailbox">${words.mailbox}</a></p>
</form>`,
  }
}

function closedPage(visit: Visit): Answer {
  const words: Words = say(writeWords, visit.lang)
  return {
    kind: 'page',
    title: words.title,
    main: html`<h1>${words.closedHeading}</h1><p class="lead">${words.closed}</p>
<p class="tel">${visit.numbers.map(({ number }) => html`<a href="tel:${number}">${number}</a> `)}</p>`,
  }
}

/** Nothing is shown of what was typed until somebody says that it is still the same person. */
function stalePage(visit: Visit, draft: Draft): Answer {
  const words: Words = say(writeWords, visit.lang)
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`<h1>${words.staleHeading}</h1><p class="lead">${words.stale}</p>
<form id="f" method="post" action="" autocomplete="off">${sealedField(visit, draft)}<input type="hidden" name="asked" value="check">
<p class="acts"><button class="btn" name="go" value="at:${draft.step}">${words.goOn}</button> <button class="btn two" name="go" value="anew">${words.anew}</button></p></form>`,
  }
}

const sealedField = (visit: Visit, draft: Draft): Html =>
  html`<input type="hidden" name="state" value="${visit.forms.seal(purpose, draft as unknown as Json)}">`

async function questionPage(
  visit: Visit,
  threads: Threads,
  draft: Draft,
  {
    faults = [],
    isUnreadable = false,
  }: { readonly faults?: readonly Fault[]; readonly isUnreadable?: boolean } = {},
): Promise<Answer> {
  const words: Words = say(writeWords, visit.lang)
  const child = say(childWords, visit.lang)
  const steps = stepsOf(draft)
  const { step, isChild } = draft
  const isFirst = step === steps[0]
  // Made before it is needed and carried along: a button pressed twice sends one letter.
  const sealed =
    step === 'check' && draft.keys === undefined
      ? { ...draft, receipt: draft.receipt ?? newReceipt() }
      : draft
  const body = await fieldsOf(visit, threads, draft, faults)
  const isTiles = isChild && step === 'topic'
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`${
      faults.length > 0 &&
      html`<div class="sum" tabindex="-1" role="alert"><h2>${words.wrongHeading}</h2>${faults.map(({ field, says }) => html`<p><a href="#${field}">${says}</a></p>`)}</div>`
    }${isUnreadable && html`<p class="note warm">${words.unreadable}</p>`}
${!isTiles && html`<p class="step">${words.step({ place: Math.max(1, steps.indexOf(step) + 1), count: steps.length })}</p>`}
<form id="f" method="post" action="" autocomplete="off"${step === 'files' && html` enctype="multipart/form-data"`}>
${sealedField(visit, sealed)}<input type="hidden" name="asked" value="${step}">
${body}
${
  !isTiles &&
  html`<p class="acts">${step === 'check' ? html`<button class="btn" id="send" name="go" value="send">${words.send}</button>` : html`<button class="btn">${words.next}</button>`} <button class="btn two" name="go" value="save">${words.save}</button></p>
<p class="small">${draft.keys !== undefined ? words.saveSaysMine : isChild ? child.saveSays : words.saveSays}</p>`
}
${!isFirst && html`<p><button class="btn text" name="go" value="back">${words.back}</button></p>`}
</form>
${isFirst && !isChild && beforeNote(visit, words)}`,
  }
}

const beforeNote = (visit: Visit, words: Words): Html =>
  html`<section class="note"><h2>${words.beforeHeading}</h2><ul><li>${words.before1}</li><li>${words.before2({ number: numberOf(visit.numbers, 'contact-centre') })}</li><li>${words.before3}</li><li>${words.before4({ police: numberOf(visit.numbers, 'police') })}</li></ul>
<p><a href="/${visit.lang}/traces">${words.traces}</a></p></section>`

const radios = (
  name: string,
  values: readonly string[],
  chosen: string | undefined,
  label: (value: string) => string,
): Html =>
  html`<div class="opts">${values.map(
    (value) =>
      html`<label class="opt"><input type="radio" name="${name}" value="${value}"${chosen === value && html` checked`}><span>${label(value)}</span>${plainBreak}</label>`,
  )}</div>`

function wordOf(words: Words, key: string): string {
  const text = (words as Readonly<Record<string, unknown>>)[key]
  if (typeof text !== 'string') throw new Error(`The letter has no words for ${key}`)
  return text
}

const question = (heading: string, hint: string, body: Html): Html =>
  html`<fieldset id="q" aria-describedby="hint"><legend><h1>${heading}</h1></legend><p class="hint" id="hint">${hint}</p>${body}</fieldset>`

const placeOf = async ({ lang }: Visit, threads: Threads, { place }: Draft): Promise<Html> =>
  placeField(await threads.places(), {
    lang,
    chosen: place,
    none: say(writeWords, lang).notSay,
  })

async function fieldsOf(
  visit: Visit,
  threads: Threads,
  draft: Draft,
  faults: readonly Fault[],
): Promise<Html> {
  const { lang } = visit
  const words: Words = say(writeWords, lang)
  const child = say(childWords, lang)
  const { isChild } = draft
  switch (draft.step) {
    case 'who':
      return question(
        words.who,
        words.whoHint,
        radios('who', whos, draft.who, (value) => wordOf(words, `who_${value}`)),
      )
    case 'topic':
      if (isChild) return helloMain(visit)
      return question(
        words.topic,
        words.topicHint,
        radios('topic', topics, draft.topic, (value) => wordOf(words, `topic_${value}`)),
      )
    case 'about':
      return question(
        words.about,
        words.aboutHint,
        radios('about', ['', ...abouts], draft.about ?? '', (value) =>
          wordOf(words, `about_${value}`),
        ),
      )
    case 'text': {
      const fault = faults.find(({ field }) => field === 'text')
      return html`<div${fault !== undefined && html` class="wrong"`}><label for="text"><h1>${isChild ? child.text : words.text}</h1></label>
<p class="hint" id="hint">${isChild ? child.textHint : words.textHint}</p>${fault !== undefined && html`<p class="err" id="err">${fault.says}</p>`}
<textarea id="text" name="text" rows="7" autocomplete="off" spellcheck="false" aria-describedby="hint${fault !== undefined && ' err'}"${fault !== undefined && html` aria-invalid="true"`}>
${draft.text}</textarea></div>
${!isChild && html`<section class="note warm"><h2>${words.careHeading}</h2><p>${words.care}</p></section>`}`
    }
    case 'where':
      return isChild
        ? html`<label for="place"><h1>${child.where}</h1></label><p class="hint" id="placehint">${child.whereHint}</p>${await placeOf(visit, threads, draft)}`
        : html`<h1>${words.where}</h1><p class="hint">${words.whereHint}</p>
<fieldset class="field"><legend>${words.when}</legend>${radios('when', whens, draft.when, (value) => wordOf(words, `when_${value}`))}</fieldset>
<div class="field"><label for="place">${words.place}</label><p class="hint" id="placehint">${words.placeHint}</p>${await placeOf(visit, threads, draft)}</div>`
    case 'files':
      return filesField(draft, words, faults)
    case 'readers':
      return readersField(await readersOf(threads, draft), {
        lang,
        draft,
        words,
        hasEscrow: (await threads.routing()).hasEscrow,
      })
    case 'reply':
      return html`${question(
        words.reply,
        words.replyHint,
        radios('reply', replies, draft.reply ?? 'here', (value) => wordOf(words, `reply_${value}`)),
      )}<p class="small">${words.replyCallSays}</p>
<div class="field"><label for="name">${words.name}</label><input type="text" id="name" name="name" maxlength="120" autocomplete="off" value="${draft.name}"></div>
<div class="field"><label for="reach">${words.reach}</label><p class="hint" id="reachhint">${words.reachHint}</p><textarea id="reach" name="reach" rows="3" maxlength="300" autocomplete="off" spellcheck="false" aria-describedby="reachhint">
${draft.reach}</textarea></div>`
    case 'check':
      return checkFields(visit, threads, draft, words)
  }
}

function filesField(draft: Draft, words: Words, faults: readonly Fault[]): Html {
  const own = faults.filter(({ field }) => field === 'file')
  return html`<h1>${words.files}</h1><p class="hint" id="filehint">${words.filesHint({ count: mostFiles, size: mostBytes / 1_048_576 })}</p>
${
  draft.files.length > 0 &&
  html`<fieldset class="field"><legend>${words.added}</legend><div class="opts">${draft.files.map(
    ({ id, kind, isOriginal }, index) =>
      html`<label class="opt"><input type="checkbox" name="drop" value="${id}"><span>${words.fileOf({ place: index + 1, kind: kind.toUpperCase() })}${isOriginal && html` · ${words.asEvidence}`}${plainBreak}<small>${words.drop({ place: index + 1 })}</small></span>${plainBreak}</label>`,
  )}</div></fieldset><p class="small">${words.filesKept}</p>`
}
<div class="${own.length > 0 ? 'field wrong' : 'field'}"><label for="file">${words.choose}</label>${own.map(({ says }) => html`<p class="err">${says}</p>`)}
<input type="file" id="file" name="file" multiple accept=".jpg,.jpeg,.png,.webp,.pdf,.txt,.mp3,.mp4,image/jpeg,image/png,image/webp,application/pdf,text/plain,audio/mpeg,video/mp4" aria-describedby="filehint"></div>
<div class="opts"><label class="opt"><input type="checkbox" name="original" value="1"><span>${words.original}${plainBreak}<small>${words.originalSays}</small></span>${plainBreak}</label></div>
<p class="small">${words.filesClean}</p>
<p class="acts"><button class="btn two" name="go" value="add">${words.add}</button></p>`
}

function readersField(
  { given, offered }: Readers,
  {
    lang,
    draft,
    words,
    hasEscrow,
  }: {
    readonly lang: Lang
    readonly draft: Draft
    readonly words: Words
    readonly hasEscrow: boolean
  },
): Html {
  if (given.length === 0)
    return html`<h1>${words.readers}</h1><p class="note warm">${words.nobodyReads}</p>`
  return html`<h1>${words.readers}</h1><p class="hint">${words.readersHint}</p>
<h2>${words.given}</h2><ul>${given.map(({ name }) => html`<li>${name[lang]}</li>`)}</ul>
${
  offered.length > 0 &&
  html`<fieldset class="field"><legend>${words.offered}</legend><div class="opts">${offered.map(
    ({ agencyId, name }) =>
      html`<label class="opt"><input type="checkbox" name="reader" value="${agencyId}"${draft.readers.includes(agencyId) && html` checked`}><span>${name[lang]}</span>${plainBreak}</label>`,
  )}</div></fieldset>`
}
${aboutOf(draft.topic ?? 'other', draft.about) !== undefined && html`<p class="note">${words.neverRead}</p>`}
${hasEscrow && html`<p class="note">${words.escrow}</p>`}`
}

async function checkFields(
  visit: Visit,
  threads: Threads,
  draft: Draft,
  words: Words,
): Promise<Html> {
  const { lang } = visit
  const child = say(childWords, lang)
  const { given, offered } = await readersOf(threads, draft)
  const readers = [
    ...given,
    ...offered.filter(({ agencyId }) => draft.readers.includes(agencyId)),
  ].map(({ name }) => name[lang])
  const place = (await threads.places()).find(({ kato }) => kato === draft.place)?.name[lang]
  const rows: readonly (readonly [Step, string, string | undefined])[] = [
    ['who', words.who, draft.who && wordOf(words, `who_${draft.who}`)],
    [
      'topic',
      words.topic,
      draft.tile ? undefined : draft.topic && wordOf(words, `topic_${draft.topic}`),
    ],
    ['about', words.about, draft.about && wordOf(words, `about_${draft.about}`)],
    ['text', draft.isChild ? child.text : words.text, draft.text.trim() || undefined],
    [
      'where',
      draft.isChild ? child.where : words.where,
      [draft.when && wordOf(words, `when_${draft.when}`), place].filter(Boolean).join(' · ') ||
        undefined,
    ],
    [
      'files',
      words.files,
      draft.files.length > 0 ? words.filesCount({ count: draft.files.length }) : undefined,
    ],
    ['readers', words.readers, readers.join(' · ') || words.nobodyReads],
    [
      'reply',
      words.reply,
      [
        draft.reply && wordOf(words, `reply_${draft.reply}`),
        draft.reply === 'call' ? draft.name : '',
        draft.reply === 'call' ? draft.reach : '',
      ]
        .filter(Boolean)
        .join(' · ') || undefined,
    ],
  ]
  const steps = stepsOf(draft)
  return html`<h1>${draft.isChild ? child.check : words.check}</h1><p class="hint">${draft.isChild ? child.checkHint : words.checkHint}</p>
<dl class="facts">${rows
    .filter(([step]) => steps.includes(step) && !(draft.isChild && step === 'topic'))
    .map(
      ([step, label, value]) =>
        html`<div><dt>${label}</dt><dd>${value === undefined ? html`<span class="small">${words.empty}</span>` : html`<span class="typed">${value}</span>`}</dd><dd><button class="btn text" name="go" value="at:${step}" aria-label="${words.change}: ${label}">${words.change}</button></dd></div>`,
    )}${draft.isChild && html`<div><dt>${words.readers}</dt><dd><span class="typed">${readers.join(' · ') || words.nobodyReads}</span></dd></div>`}</dl>`
}
