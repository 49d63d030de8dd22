// Of the first page, which names the reports nobody carried on; the pages of reports have words of their own.
import { defineWords } from '@umai/words'

export const unfinishedWords = defineWords({
  kk: {
    title: 'Аяқталмаған хабарламалар',
    'pick-up': 'Хабарламаны жұмысқа алу немесе басқа бөлімшеге беру',
    'hand-over': 'Хабарламаны әрекет ететін бөлімшеге беру',
    wait: '{unit}: берілді, әлі жұмысқа алынған жоқ',
    call: '{unit}: мерзімінде жұмысқа алынбады. Сол жаққа қоңырау шалыңыз немесе басқаға беріңіз',
    'open-case': 'Іс ашу немесе хабарламаны аяқтау',
    emergency: 'шұғыл',
    urgent: 'жедел',
    routine: 'әдеттегі',
    noName: 'аты белгісіз',
    all: 'Барлығын көру: {count}',
  },
  ru: {
    title: 'Незавершённые сообщения',
    'pick-up': 'Взять сообщение в работу или передать другому подразделению',
    'hand-over': 'Передать сообщение подразделению, которое должно действовать',
    wait: '{unit}: передано, ещё не взято в работу',
    call: '{unit}: не взято в работу в срок. Позвоните туда или передайте другим',
    'open-case': 'Открыть дело или завершить сообщение',
    emergency: 'экстренно',
    urgent: 'срочно',
    routine: 'обычно',
    noName: 'имя неизвестно',
    all: 'Показать все: {count}',
  },
  en: {
    title: 'Unfinished reports',
    'pick-up': 'Pick the report up or hand it over to another unit',
    'hand-over': 'Hand the report over to the unit that must act',
    wait: '{unit}: handed over, not picked up yet',
    call: '{unit}: not picked up in time. Call them or hand it over to others',
    'open-case': 'Open a case or end the report',
    emergency: 'emergency',
    urgent: 'urgent',
    routine: 'routine',
    noName: 'name not known',
    all: 'Show all: {count}',
  },
})
