// Answers of an instrument, and why a slot cannot be used.
import { defineWords } from '@umai/words'

export const assessmentWords = defineWords({
  kk: {
    yes: 'Иә',
    no: 'Жоқ',
    unknown: 'Белгісіз',
    declined: 'Айтқысы келмеді',
    noPermission: 'Құқық иесінің рұқсаты тіркелмеген',
    notForRole: 'Бұл құрал басқа рөлдегі қызметкерлерге арналған',
    reassessStart: 'Алдыңғы бағалау',
    reassessDuty: 'Тәуекелді қайта бағалау',
    reassessEvent: 'Бағалаудан кейін жаңа оқиға болды',
  },
  ru: {
    yes: 'Да',
    no: 'Нет',
    unknown: 'Неизвестно',
    declined: 'Не захотела говорить',
    noPermission: 'Нет приложенного разрешения правообладателя',
    notForRole: 'Этот инструмент предназначен для других ролей',
    reassessStart: 'Прежняя оценка',
    reassessDuty: 'Оценить риск снова',
    reassessEvent: 'После оценки произошло новое',
  },
  en: {
    yes: 'Yes',
    no: 'No',
    unknown: 'Not known',
    declined: 'Would rather not say',
    noPermission: 'No permission of the rights holder is attached',
    notForRole: 'This instrument is meant for other roles',
    reassessStart: 'The assessment before',
    reassessDuty: 'Assess the risk again',
    reassessEvent: 'Something new happened after the assessment',
  },
})
