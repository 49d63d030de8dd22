import { defineWords } from '@umai/words'

export const pagerWords = defineWords({
  kk: { shown: '{shown} / {total}', more: 'Тағы көрсету' },
  ru: { shown: '{shown} из {total}', more: 'Показать ещё' },
  en: { shown: '{shown} of {total}', more: 'Show more' },
})
