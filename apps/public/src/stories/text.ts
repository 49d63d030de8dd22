// A story as it is read: each in its own language, what was masked as a mark that is read aloud as what it stands for.
import { type Html, html } from '@umai/platform'
import { partsOf } from '@umai/stories'
import { type Lang, say } from '@umai/words'
import { storyWords } from './words.ts'

export function storyText(text: string, lang: Lang): readonly Html[] {
  const words = say(storyWords, lang)
  return text
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .map(
      (line) =>
        html`<p>${partsOf(line).map((part) =>
          part.kind === 'mask' ? html`<span class="masked">${words[part.mask]}</span>` : part.text,
        )}</p>`,
    )
}
