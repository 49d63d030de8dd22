import { defineWords } from '@umai/words'

export const orderStripWords = defineWords({
  kk: {
    served: 'тапсырылды',
    ends: 'аяқталады',
    strip: 'Қолданылу мерзімі: {days} тәуліктің {gone} өтті',
    done: 'тексерілді',
    missed: 'тексерілмеді',
    next: 'келесі тексеру',
    due: 'жоспарда',
  },
  ru: {
    served: 'вручено',
    ends: 'окончание',
    strip: 'Срок действия: прошло {gone} из {days} суток',
    done: 'проверено',
    missed: 'не проверено',
    next: 'следующая проверка',
    due: 'впереди',
  },
  en: {
    served: 'served',
    ends: 'ends',
    strip: 'Time in force: {gone} of {days} full days gone',
    done: 'checked',
    missed: 'missed',
    next: 'next check',
    due: 'to come',
  },
})
