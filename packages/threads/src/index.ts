export { closeBox, type KeyPair, newKeyPair, openBox } from './box.ts'
export { closeEpoch, type KeyBox } from './epoch.ts'
export {
  combineShares,
  escrowHolders,
  escrowThreshold,
  passShare,
  splitForEscrow,
} from './escrow.ts'
export { type HolderKey, newHolderKey, openHolderKey } from './holder.ts'
export {
  closeFile,
  closeMessage,
  closeThreadKey,
  escrowPlaceOf,
  escrowRequestPlaceOf,
  type MessageContent,
  openFile,
  openMessage,
  openThreadKey,
} from './message.ts'
export { hourOf } from './padding.ts'
export {
  deriveReceiptKeys,
  newReceipt,
  parseReceipt,
  type ReceiptKeys,
  type ReceiptSecrets,
  receiptGroups,
  unwrapReporterKey,
  wrapReporterKey,
} from './receipt.ts'
export { closeStory, openStory, ownStoryKeys } from './story.ts'
