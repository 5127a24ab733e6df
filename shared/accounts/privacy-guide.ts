/** Version of the privacy guide one agrees to; a new text is a new version and asks again. */
export const privacyGuideVersion = '2026-11-21'
