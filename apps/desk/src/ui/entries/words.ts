import { defineWords } from '@umai/words'

export const entriesWords = defineWords({
  kk: {
    write: 'Болғандарын жазу',
    add: 'Тағы біреуін қосу',
    remove: '{n}-жазбаны алып тастау',
    hint: 'Болғандарын жазыңыз. Білмегеніңізді бос қалдырыңыз: ол белгісіз болып есептеледі.',
    answer: 'Жауап беру',
  },
  ru: {
    write: 'Вписать, что было',
    add: 'Добавить ещё',
    remove: 'Убрать запись {n}',
    hint: 'Впишите, что было. Чего не знаете, оставьте пустым: это считается неизвестным.',
    answer: 'Ответить',
  },
  en: {
    write: 'Write what there was',
    add: 'Add another',
    remove: 'Remove entry {n}',
    hint: 'Write what there was. Leave empty what you do not know: it counts as unknown.',
    answer: 'Answer',
  },
})
