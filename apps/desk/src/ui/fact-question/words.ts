import { defineWords } from '@umai/words'

export const factQuestionWords = defineWords({
  kk: { unknown: 'белгісіз', noneOfThem: 'ондай болған жоқ', save: 'Жауапты сақтау' },
  ru: { unknown: 'не знаю', noneOfThem: 'таких не было', save: 'Сохранить ответ' },
  en: { unknown: 'not known', noneOfThem: 'there were none', save: 'Save the answer' },
})
