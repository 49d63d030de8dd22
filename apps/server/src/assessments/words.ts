// Answers of an instrument, and why a slot cannot be used.
import { defineWords } from '@umai/words'

export const assessmentWords = defineWords({
  kk: {
    yes: 'Иә',
    no: 'Жоқ',
    unknown: 'Белгісіз',
    declined: 'Айтқысы келмеді',
    noPermission: 'Құқық иесінің рұқсаты тіркелмеген',
    reassessStart: 'Алдыңғы бағалау',
  },
  ru: {
    yes: 'Да',
    no: 'Нет',
    unknown: 'Неизвестно',
    declined: 'Не захотела говорить',
    noPermission: 'Нет приложенного разрешения правообладателя',
    reassessStart: 'Прежняя оценка',
  },
  en: {
    yes: 'Yes',
    no: 'No',
    unknown: 'Not known',
    declined: 'Would rather not say',
    noPermission: 'No permission of the rights holder is attached',
    reassessStart: 'The assessment before',
  },
})
