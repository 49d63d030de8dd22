// What a child sees first: two numbers, five tiles, three promises.
import { type Html, html } from '@umai/platform'
import { say } from '@umai/words'
import type { Visit } from '../../http/visit.ts'
import { numberOf } from '../../numbers/model.ts'
import { icon, swallow } from '../../ui/ornament/template.ts'
import { plainBreak } from '../../ui/plain/template.ts'
import { helloWords } from '../words/hello.ts'

const tiles = [
  ['school', 'school'],
  ['net', 'mobile'],
  ['home', 'house'],
  ['friend', 'friends'],
  ['talk', 'heart'],
] as const

export function helloMain({ lang, numbers }: Visit): Html {
  const words = say(helloWords, lang)
  const [centre, police] = [numberOf(numbers, 'contact-centre'), numberOf(numbers, 'police')]
  return html`${swallow()}<h1>${words.heading}</h1><p class="lead">${words.lead}</p>
<h2>${words.voice}</h2>
<ul class="numbers"><li><a href="tel:${centre}"><b>${centre}</b> <span><b>${words.talkWho}</b>${plainBreak}${words.talkSays}</span>${icon('phone')}</a></li><li><a href="tel:${police}"><b>${police}</b> <span><b>${words.dangerWho}</b>${plainBreak}${words.dangerSays}</span>${icon('phone')}</a></li></ul>
<h2>${words.which}</h2>
<ul class="tiles">${tiles.map(([tile, sign]) => html`<li${tile === 'talk' && html` class="wide"`}><button name="tile" value="${tile}">${icon(sign)}${words[tile]}</button></li>`)}</ul>
<p class="small">${words.watched}</p>
<h2>${words.after}</h2>
<ol class="path"><li><h3>${words.then1}</h3><p>${words.then1Says}</p></li><li><h3>${words.then2}</h3><p>${words.then2Says}</p></li></ol>
<section class="note"><h2>${words.promise}</h2><ul><li>${words.promise1}</li><li>${words.promise2}</li><li>${words.promise3}</li></ul></section>
<p><a href="/${lang}/mailbox">${words.have}</a></p>`
}
