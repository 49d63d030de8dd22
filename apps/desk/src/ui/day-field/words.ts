import { defineWords } from '@umai/words'

export const dayFieldWords = defineWords({
  kk: {
    example: 'кк.аа.жжжж',
    wrong: 'Күнді 23.11.2026 түрінде жазыңыз',
    today: 'бүгін',
    yesterday: 'кеше',
    timeWrong: 'Уақытты 14:05 түрінде жазыңыз',
    future: 'Болашақ күн болмауы керек',
  },
  ru: {
    example: 'дд.мм.гггг',
    wrong: 'Напишите день как 23.11.2026',
    today: 'сегодня',
    yesterday: 'вчера',
    timeWrong: 'Напишите время как 14:05',
    future: 'День не может быть в будущем',
  },
  en: {
    example: 'dd.mm.yyyy',
    wrong: 'Write the day as 23.11.2026',
    today: 'today',
    yesterday: 'yesterday',
    timeWrong: 'Write the time as 14:05',
    future: 'The day cannot be in the future',
  },
})
