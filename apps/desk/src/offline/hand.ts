// Whether a person is at the desk. A refresh that no hand asked for must not keep a session alive.

const AT_HAND_MS = 20_000
let touchedAt = Date.now()

const touch = (): void => {
  touchedAt = Date.now()
}

/** Starts to notice hands; called once by the page. */
export const watchHands = (): void => {
  for (const event of ['pointerdown', 'keydown', 'wheel', 'touchstart'])
    addEventListener(event, touch, { passive: true, capture: true })
}

export const isByHand = (): boolean => Date.now() - touchedAt < AT_HAND_MS
