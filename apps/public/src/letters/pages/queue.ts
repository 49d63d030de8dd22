// Too many at once: how long to wait, and a sealed ticket that holds what was being sent. It is looked at before anything
// slow begins.
import { html } from '@umai/platform'
import { type Lang, say } from '@umai/words'
import type { Passage } from '../../http/slow-lane.ts'
import type { Answer } from '../../http/visit.ts'
import { mailboxWords } from '../words/mailbox.ts'

export function queuePage(
  lang: Lang,
  { seconds, ticket, task }: Extract<Passage, { kind: 'wait' }>,
): Answer {
  const words = say(mailboxWords, lang)
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`<h1>${words.queueHeading}</h1><p class="lead">${words.queueLead({ seconds })}</p>
<form id="f" method="post" action="" autocomplete="off" data-after="${seconds}" data-salt="${task.salt}" data-bits="${task.bits}"><input type="hidden" name="ticket" value="${ticket}"><p class="acts"><button class="btn">${words.queueGo}</button></p></form>`,
  }
}
