// How an answer of the law is worded around the texts of the pack: doubt, ranges, units.
import { defineWords } from '@umai/words'

export const decisionWords = defineWords({
  kk: {
    secondary: 'Мәтін тек жанама дереккөзден оқылған',
    unverified: 'Бұл ереже расталмаған: заңгермен тексеріңіз',
    derived: 'Бұл басқа ережелерден шығарылған қорытынды',
    readings: 'Мәтінді әртүрлі түсінуге болады: нәтиже қай түсіндірме қабылданғанына байланысты',
    referred: 'Мәтін бұл сұрақты шешпейді: адам шешеді',
    conflict: 'Екі ереже қатар қолданылып тұр: заңгер шешеді',
    notFound: 'Қолданылатын ереже жоқ',
    penaltyDepends: 'Жазаның мөлшері мынаған байланысты: {facts}',
    missing: 'Жауап мына мәліметтерге байланысты',
  },
  ru: {
    secondary: 'Текст прочитан только по вторичному источнику',
    unverified: 'Норма не подтверждена: сверьте с юристом',
    derived: 'Вывод из других норм',
    readings: 'Текст можно понимать по-разному: ответ зависит от толкования',
    referred: 'Текст этого не решает: решает человек',
    conflict: 'Применимы две нормы сразу: решает юрист',
    notFound: 'Применимой нормы нет',
    penaltyDepends: 'Размер наказания зависит от: {facts}',
    missing: 'Ответ зависит от этих сведений',
  },
  en: {
    secondary: 'The text was read in a secondary source only',
    unverified: 'This rule is not confirmed: check with a lawyer',
    derived: 'Follows from other rules',
    readings: 'The text can be read in different ways: the answer depends on the reading',
    referred: 'The text does not settle this: a person decides',
    conflict: 'Two rules apply at once: a lawyer decides',
    notFound: 'No rule applies',
    penaltyDepends: 'The penalty depends on: {facts}',
    missing: 'The answer depends on these facts',
  },
})
