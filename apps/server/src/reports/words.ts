// Why a report is urgent, and what is said of a day that cannot be.
import { defineWords } from '@umai/words'

export const reportWords = defineWords({
  kk: {
    dangerNow: 'Қазір қауіп бар деп айтылған',
    weapon: 'Қару немесе қару ретінде пайдаланылатын зат бар',
    injury: 'Жарақат бар',
    allegedPresent: 'Күдікті адам жанында',
    children: 'Отбасында балалар бар',
    dangerUnknown: 'Қауіп бар-жоғы белгісіз: белгісіз жоқ деген сөз емес',
    nothingUrgent: 'Қазіргі қауіп туралы айтылмаған',
    dayFault: '{day} әлі болған жоқ',
  },
  ru: {
    dangerNow: 'Сказано, что опасность есть сейчас',
    weapon: 'Есть оружие или то, что им служит',
    injury: 'Есть травмы',
    allegedPresent: 'Предполагаемый правонарушитель рядом',
    children: 'В семье есть дети',
    dangerUnknown: 'Неизвестно, есть ли опасность: неизвестно не значит нет',
    nothingUrgent: 'О нынешней опасности не сказано',
    dayFault: '{day} ещё не наступило',
  },
  en: {
    dangerNow: 'It is said that there is danger now',
    weapon: 'There is a weapon or something used as one',
    injury: 'There are injuries',
    allegedPresent: 'The alleged offender is present',
    children: 'There are children in the family',
    dangerUnknown: 'It is not known whether there is danger: unknown is not no',
    nothingUrgent: 'Nothing was said of present danger',
    dayFault: '{day} has not come yet',
  },
})
