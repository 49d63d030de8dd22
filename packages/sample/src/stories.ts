// Words for the wall of the made-up region. Nobody said them; the site marks each as a sample.
export type SampleStory = {
  readonly lang: 'kk' | 'ru' | 'en'
  readonly since: 'weeks' | 'months' | 'half-year' | 'year' | 'years' | null
  readonly text: string
  readonly state: 'waiting' | 'published'
}

const on = (
  lang: SampleStory['lang'],
  since: SampleStory['since'],
  text: string,
  state: SampleStory['state'] = 'published',
): SampleStory => ({ lang, since, text, state })

export const sampleStories: readonly SampleStory[] = [
  on(
    'ru',
    'half-year',
    'Я думала, что об этом нельзя говорить вслух. Оказалось — можно. И мне поверили с первого раза.',
  ),
  on(
    'kk',
    'years',
    'Заңгер маған: «Асықпаңыз, отырыңыз, шай ішіңіз», — деді. Содан кейін ғана жыладым. Сол күннен бәрі басталды.',
  ),
  on(
    'ru',
    'year',
    'Я уходила и возвращалась четыре раза. На пятый меня никто не спросил «почему так долго». Спасибо за это.',
  ),
  on('kk', 'months', 'Ақша жоқ, тіркеу жоқ деп қорықтым. Ешқайсысы керек болмады.'),
  on(
    'ru',
    'years',
    'Соседка постучала и просто спросила: «Вам помочь?» Если вы соседка — постучите.',
  ),
  on('en', 'months', 'I did not speak the language well. They found someone who did, in one hour.'),
  on(
    'ru',
    'months',
    'Мне дали листок со сроками. Я ходила с ним и говорила: вот, до четверга. И делали.',
  ),
  on('kk', 'year', 'Енді балам үйде ән салады.'),
  on(
    'ru',
    'year',
    'Не надо быть сильной. Надо было только набрать три цифры. Остальное мы делали вместе.',
  ),
  on(
    'kk',
    'weeks',
    'Учаскелік ⟦name⟧ екі рет келіп, бәрін түсіндірді. Енді түнде ұйықтай аламын.',
    'waiting',
  ),
  on(
    'ru',
    null,
    'Спасибо сестре: она не уговаривала, а просто приехала за мной в ⟦place⟧ и посидела рядом.',
    'waiting',
  ),
  on(
    'ru',
    'years',
    'Мой бывший муж работает на рынке возле нашего дома, его там все знают. А я теперь не боюсь ходить мимо.',
    'waiting',
  ),
]
