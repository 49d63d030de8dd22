import { langs } from '@umai/words'
import { expect, it } from 'vitest'
import { faultInWords } from './fault-words.ts'

const inLanguages = {
  kk: { title: 'Жабық', detail: 'Қайталаңыз.' },
  ru: { title: 'Закрыто', detail: 'Повторите.' },
  en: { title: 'Closed', detail: 'Try again.' },
}

it.each(langs)('a refusal that came in Russian is read in %s once the page speaks it', (lang) => {
  const refusal = Object.assign(new Error('Закрыто'), { detail: 'Повторите.', inLanguages })
  expect(faultInWords(refusal, lang)).toEqual(inLanguages[lang])
})

it('an error that knows no languages says what it says', () => {
  expect(faultInWords(new Error('no'), 'kk')).toEqual({ title: 'no', detail: undefined })
})
