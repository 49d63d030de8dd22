// The frame of every page: the exit first, then the skip link and the wordmark; languages; the page; the footer with the numbers.
import { type Html, html } from '@umai/platform'
import { type Lang, langs, say } from '@umai/words'
import { crown, hornBand, icon } from '../ornament/template.ts'
import { frameWords } from './words.ts'

export type Frame = {
  readonly lang: Lang
  /** Where this page lives below the language, e.g. `/` or `/traces`. */
  readonly path: string
  /** A neutral noun; the wordmark is added. Nothing on a tab or in a history tells what the page is about. */
  readonly title?: string
  readonly main: Html
  readonly isWide?: boolean
  /** The form whose buttons the languages become, so that changing one loses nothing typed. */
  readonly form?: string
  readonly exitUrl: string
  readonly numbers: readonly { readonly number: string }[]
}

const languageNames: Readonly<Record<Lang, string>> = {
  kk: 'Қазақша',
  ru: 'Русский',
  en: 'English',
}

export function frame({
  lang,
  path,
  title,
  main,
  isWide = false,
  form,
  exitUrl,
  numbers,
}: Frame): string {
  const words = say(frameWords, lang)
  return `<!doctype html>${
    html`<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === undefined ? words.wordmark : `${title} — ${words.wordmark}`}</title>
<meta name="description" content="${words.description}">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<meta name="theme-color" content="#fbf8f2" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#1b1917" media="(prefers-color-scheme: dark)">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/site.css">
<script src="/leave.js" defer></script>
</head>
<body>
<header class="bar">
<a class="exit" href="${exitUrl}" rel="nofollow noreferrer" draggable="false" data-loading="${words.loading}" data-more-2="${words.moreTwo}" data-more-1="${words.moreOne}" data-lost="${words.lost}">${icon('close')}${words.exit}</a>
<a class="skip" href="#main">${words.skip}</a>
<a class="wordmark" href="/${lang}/">${crown()}${words.wordmark}<span class="unseen">, ${words.first}</span></a>
<span id="exit-status" class="unseen" role="status"></span>
</header>
<p id="page-status" class="unseen" role="alert"></p>
${
  // Enter sends a form by its first button, and the languages come before the form.
  form !== undefined &&
  html`<button class="unseen" form="${form}" tabindex="-1" aria-hidden="true"></button>`
}
<nav class="languages" aria-label="${words.languages}">
${langs.map((other) =>
  other === lang
    ? html`<span aria-current="true" lang="${other}">${languageNames[other]}</span> `
    : form === undefined
      ? html`<a href="/${other}${path}" lang="${other}" hreflang="${other}">${languageNames[other]}</a> `
      : html`<button form="${form}" name="lang" value="${other}" lang="${other}" formnovalidate>${languageNames[other]}</button> `,
)}
</nav>
<main id="main" tabindex="-1"${isWide && html` class="wide"`}>
${main}
</main>
<footer class="foot">${hornBand()}
<div>
<h2 class="unseen">${words.footHeading}</h2>
<p class="tel" aria-label="${words.numbers}">${numbers.map(({ number }) => html`<a href="tel:${number}">${number}</a> `)}</p>
<p>${words.exitLimit}</p>
<p><a href="/${lang}/traces">${words.traces}</a></p>
</div>
</footer>
</body>
</html>`.markup
  }`
}

/** Between the last page and the neutral one; a form may not lead to another site by itself. */
export function leavingPage(lang: Lang, exitUrl: string): string {
  const words = say(frameWords, lang)
  return `<!doctype html>${
    html`<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${words.loading}</title><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${exitUrl}"></head><body><p><a class="exit" href="${exitUrl}" rel="nofollow noreferrer">${words.loading}</a></p></body></html>`
      .markup
  }`
}
