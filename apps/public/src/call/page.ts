// What happens when somebody calls: fear of not knowing is what keeps people from it.
import { type Html, html } from '@umai/platform'
import { say } from '@umai/words'
import type { Page } from '../http/visit.ts'
import type { NumberKind } from '../numbers/model.ts'
import { citedLine, dutyOn } from '../ui/cited/template.ts'
import { icon } from '../ui/ornament/template.ts'
import { callWords } from './words.ts'

export const callPage: Page = {
  path: '/call',
  isSteady: true,
  answer({ lang, numbers, today }) {
    const words = say(callWords, lang)
    const list = (sentences: readonly string[]): Html =>
      html`<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
    const about: Readonly<
      Record<
        NumberKind,
        {
          heading: (values: { number: string }) => string
          says: readonly string[]
          /** A duty of the pack. */
          duty?: string
        }
      >
    > = {
      police: {
        heading: words.policeHeading,
        says: [words.police1, words.police2, words.police3, words.police4],
        duty: 'kz/lop/72#lop-police-act',
      },
      'contact-centre': {
        heading: words.centreHeading,
        says: [words.centre1, words.centre2, words.centre3],
      },
      rescue: { heading: words.rescueHeading, says: [words.rescue1, words.rescue2] },
      ambulance: {
        heading: words.ambulanceHeading,
        says: [words.ambulance1],
        duty: 'kz/lop/26#lop-health-notify',
      },
    }
    return {
      kind: 'page',
      title: words.title,
      main: html`<h1>${words.heading}</h1>
<p class="lead">${words.lead}</p>
${numbers.map(({ kind, number }) => {
  const { heading, says, duty } = about[kind]
  return html`<article class="right"><h2>${heading({ number })}</h2>${list(says)}${
    duty !== undefined &&
    html`<p>${words.duty} <b>${dutyOn(duty, today, lang).what}</b></p>${citedLine([duty], lang)}`
  }
<p class="acts"><a class="btn two" href="tel:${number}">${icon('phone')}${number}</a></p></article>`
})}
<section class="note"><h2>${words.traceHeading}</h2>${list([words.trace1, words.trace2, words.trace3])}</section>
<h2>${words.refusedHeading}</h2>${list([words.refused1, words.refused2])}
<h2>${words.deafHeading}</h2>${list([words.deaf1])}`,
    }
  },
}
