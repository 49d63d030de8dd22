// Clocks of our method around a referral, as the queue says them.
import { defineWords } from '@umai/words'

export const referralWords = defineWords({
  kk: {
    answerDuty: 'Жолдамаға жауап беру: қабылдау не себебімен қайтару',
    answerStart: 'Іс жолданды',
    watchDuty: 'Жолдамаға жауап келгенін қадағалау; жауап болмаса, басқа бөлімшеге жолдау',
    rerouteDuty: 'Жолдама қайтарылды: көмектің басқа жолын табу',
    rerouteStart: 'Жолдама қабылданбады',
  },
  ru: {
    answerDuty: 'Ответить на направление: принять или отказать с причиной',
    answerStart: 'Дело направлено',
    watchDuty: 'Проследить за ответом на направление; если его нет, направить в другое место',
    rerouteDuty: 'В направлении отказано: найти другой путь помощи',
    rerouteStart: 'В направлении отказано',
  },
  en: {
    answerDuty: 'Answer the referral: accept it, or refuse it with a reason',
    answerStart: 'A case was referred',
    watchDuty: 'See that the referral is answered; if it is not, send the case elsewhere',
    rerouteDuty: 'The referral was refused: find another way to help',
    rerouteStart: 'A referral was refused',
  },
})
