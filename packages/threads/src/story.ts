// Words left for the wall, closed until somebody decides on them: for those who moderate, and for whoever left them.
import { closeBox, type KeyPair, keyPairFrom, openBox } from './box.ts'
import { pad, unpad } from './padding.ts'

/** For whom a box is; it opens for nobody else and under no other id. */
type StoryReader = 'moderators' | 'own'

const placeOf = (storyId: string, reader: StoryReader): string => `story|${reader}|${storyId}`

export const closeStory = (
  publicKey: Buffer,
  { storyId, reader, words }: Readonly<{ storyId: string; reader: StoryReader; words: string }>,
): Promise<string> => closeBox(publicKey, pad(Buffer.from(words)), placeOf(storyId, reader))

export const openStory = async (
  keys: KeyPair,
  { storyId, reader, box }: Readonly<{ storyId: string; reader: StoryReader; box: string }>,
): Promise<string> => unpad(await openBox(keys, box, placeOf(storyId, reader))).toString('utf8')

/** The pair of whoever left words follows from her receipt, so that nothing of it is stored but the public half. */
export const ownStoryKeys = (wrap: Buffer): KeyPair => keyPairFrom(wrap)
