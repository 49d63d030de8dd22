import { defineWords } from '@umai/words'

export const othersHereWords = defineWords({
  kk: {
    here: 'Қазір осында:',
    unnamed: 'Басқа мекеменің қызметкері',
    more: 'тағы {count}',
  },
  ru: {
    here: 'Сейчас здесь:',
    unnamed: 'Сотрудник другого учреждения',
    more: 'и ещё {count}',
  },
  en: {
    here: 'Here now:',
    unnamed: 'Somebody of another agency',
    more: 'and {count} more',
  },
})
