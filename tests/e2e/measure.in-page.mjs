// Runs inside the page under test, so it is plain JavaScript: see measure.ts, which sends it there.

const interactive = [
  'button',
  'a[href]',
  'input:not([type=hidden])',
  'textarea',
  'select',
  '[role=button]',
  '[role=link]',
  '[role=radio]',
  '[role=checkbox]',
  '[role=switch]',
  '[role=tab]',
  '[tabindex]:not([tabindex="-1"])',
].join(',')

// Half a pixel is rounding, not a fault.
const slack = 0.6

const isShown = (element) => {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false
  const { width, height } = element.getBoundingClientRect()
  // One pixel is what is only for screen readers.
  return width > 1 && height > 1
}

const saidBy = (element) =>
  (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 24)
const describe = (element) =>
  `<${element.localName}${element.getAttribute('role') ? ` ${element.getAttribute('role')}` : ''}> ${saidBy(element) || element.className}`

const round = (number) => Math.round(number * 10) / 10

const parseColour = (text) => {
  const [r = 0, g = 0, b = 0, a = 1] = (text.match(/[\d.]+/g) ?? []).map(Number)
  return text.startsWith('color(srgb') ? [r * 255, g * 255, b * 255, a] : [r, g, b, a]
}
const over = ([r, g, b, a], [R, G, B]) => [
  r * a + R * (1 - a),
  g * a + G * (1 - a),
  b * a + B * (1 - a),
  1,
]
const luminance = ([r, g, b]) => {
  const [R, G, B] = [r, g, b].map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * R + 0.7152 * G + 0.0722 * B
}
const contrastOf = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

/** Every ground a text may stand on: one colour, or all the stops of a gradient. */
const groundsOf = (element) => {
  const layers = []
  for (let at = element; at !== null; at = at.parentElement) {
    const { backgroundColor, backgroundImage } = getComputedStyle(at)
    const stops = backgroundImage.includes('gradient')
      ? (backgroundImage.match(/rgba?\([^)]+\)/g) ?? []).map(parseColour)
      : []
    const colour = parseColour(backgroundColor)
    layers.push(stops.length > 0 ? stops : [colour])
    if (layers.at(-1).every(([, , , alpha]) => alpha === 1)) break
  }
  return layers.reduceRight(
    (grounds, layer) => grounds.flatMap((ground) => layer.map((colour) => over(colour, ground))),
    [[255, 255, 255, 1]],
  )
}

const opacityOf = (element) => {
  let opacity = 1
  for (let at = element; at !== null; at = at.parentElement)
    opacity *= Number(getComputedStyle(at).opacity)
  return opacity
}

/** Every piece of text one can see: its element, its style and what is written. */
const shownTexts = () => {
  const found = new Map()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode
    if (data.trim() === '' || parentElement === null || found.has(parentElement)) continue
    if (['SCRIPT', 'STYLE', 'NOSCRIPT', 'OPTION'].includes(parentElement.tagName)) continue
    if (!isShown(parentElement)) continue
    found.set(parentElement, { element: parentElement, style: getComputedStyle(parentElement) })
  }
  for (const element of document.querySelectorAll('input:not([type=hidden]), textarea')) {
    if (!isShown(element)) continue
    const pseudo = element.value === '' && element.placeholder ? '::placeholder' : null
    found.set(element, { element, style: getComputedStyle(element, pseudo) })
  }
  return [...found.values()]
}

const textFaults = (least) =>
  shownTexts().flatMap(({ element, style }) => {
    const faults = []
    const fault = (kind, measured) => faults.push({ kind, element: describe(element), measured })
    const size = Number.parseFloat(style.fontSize)
    if (size < least.text - 0.05) fault('text too small', `${round(size)} px, not ${least.text}`)
    const leading = Number.parseFloat(style.lineHeight) / size
    // An <input> has one line, which browsers set as they like.
    if (element.localName !== 'input' && !(leading >= 1.295))
      fault('lines too close', style.lineHeight)
    const bold = Number(style.fontWeight) >= 700
    const enough = size >= 24 || (bold && size >= 18) ? 3 : 4.5
    const [r, g, b, alpha] = parseColour(style.color)
    const ink = [r, g, b, alpha * opacityOf(element)]
    const contrast = Math.min(
      ...groundsOf(element).map((ground) => contrastOf(over(ink, ground), ground)),
    )
    if (contrast < enough - 0.01) fault('contrast too low', `${round(contrast)}, not ${enough}`)
    return faults
  })

const clips = (overflow) => overflow === 'hidden' || overflow === 'clip'

const cutFaults = () =>
  [...document.querySelectorAll('body *')].filter(isShown).flatMap((element) => {
    const style = getComputedStyle(element)
    const faults = []
    const fault = (kind, measured) => faults.push({ kind, element: describe(element), measured })
    const wide = element.scrollWidth - element.clientWidth
    const tall = element.scrollHeight - element.clientHeight
    const declared = style.webkitLineClamp !== 'none'
    const holdsText = element.textContent.trim() !== ''
    if (holdsText && !declared && clips(style.overflowX) && wide > 1)
      fault('text cut', `${wide} px to the side`)
    if (holdsText && !declared && clips(style.overflowY) && tall > 1)
      fault('text cut', `${tall} px`)
    if (['auto', 'scroll'].includes(style.overflowX) && wide > 1)
      fault('scrolls sideways', `${wide} px`)
    if (element.localName === 'input' && element.value === '' && element.placeholder) {
      const pen = document.createElement('canvas').getContext('2d')
      pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
      const room =
        element.clientWidth -
        Number.parseFloat(style.paddingLeft) -
        Number.parseFloat(style.paddingRight)
      const more = pen.measureText(element.placeholder).width - room
      if (more > 1) fault('text cut', `placeholder, ${round(more)} px`)
    }
    return faults
  })

const pageFaults = (least) => {
  const faults = []
  const fault = (kind, measured, element = document.body) =>
    faults.push({ kind, element: describe(element), measured })
  const wide = document.scrollingElement.scrollWidth - document.documentElement.clientWidth
  if (wide > 0) fault('scrolls sideways', `${wide} px`)
  for (const { element } of shownTexts()) {
    const { left, right } = element.getBoundingClientRect()
    if (left < -slack || right > window.innerWidth + slack)
      fault('sticks out', `from ${round(left)} to ${round(right)}`, element)
  }
  const main = [...document.querySelectorAll('[role=main], main')].find(isShown)
  if (main === undefined) fault('no main part', 'role=main is missing')
  else {
    const size = Number.parseFloat(getComputedStyle(main).fontSize)
    if (size < least.body - 0.05)
      fault('body too small', `${round(size)} px, not ${least.body}`, main)
  }
  if (!document.documentElement.lang.startsWith('zh'))
    fault('no language', `lang="${document.documentElement.lang}"`)
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, [role=heading]')].filter(isShown)
  const level = (heading) =>
    Number(heading.getAttribute('aria-level') ?? heading.localName.slice(1))
  const tops = headings.filter((heading) => level(heading) === 1).length
  if (tops !== 1) fault('not one main heading', `${tops}`)
  headings.forEach((heading, at) => {
    const before = at === 0 ? 0 : level(headings[at - 1])
    if (level(heading) > before + 1)
      fault('heading level skipped', `${before} to ${level(heading)}`, heading)
  })
  return faults
}

const hidden = (element) => element.closest('[aria-hidden=true]') !== null

/** What a screen reader would say, from what is written and not hidden from it. */
const nameOf = (element) => {
  const byIds = (element.getAttribute('aria-labelledby') ?? '')
    .split(/\s+/)
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ')
  const own = element.getAttribute('aria-label') ?? element.getAttribute('alt') ?? ''
  const labels = [...(element.labels ?? [])].map((label) => label.textContent).join(' ')
  const written = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data
    if (node.nodeType !== Node.ELEMENT_NODE || hidden(node)) return ''
    const label = node.getAttribute('aria-label') ?? node.getAttribute('alt') ?? ''
    return label || [...node.childNodes].map(written).join('')
  }
  const isField = ['input', 'textarea', 'select'].includes(element.localName)
  return (own || byIds.trim() || (isField ? labels : written(element))).trim()
}

/** In a radio group or tab list Tab reaches one, and the arrow keys lead on to the others. */
const byArrows = (element) => {
  const group = element.closest('[role=radiogroup], [role=tablist]')
  const role = element.getAttribute('role')
  return group !== null && group.querySelector(`[role=${role}]:not([tabindex="-1"])`) !== null
}

const targetFaults = (least) => {
  const faults = []
  const fault = (kind, element, measured) =>
    faults.push({ kind, element: describe(element), measured })
  for (const element of document.querySelectorAll(interactive)) {
    if (!isShown(element) || hidden(element)) continue
    const { width, height } = element.getBoundingClientRect()
    if (width < least.target - slack || height < least.target - slack)
      fault('target too small', element, `${round(width)} × ${round(height)}, not ${least.target}`)
    if (nameOf(element) === '')
      fault('nothing to say', element, element.labels === undefined ? 'no name' : 'no label')
    if (element.tabIndex < 0 && !byArrows(element))
      fault('no key reaches it', element, `tabindex ${element.tabIndex}`)
  }
  for (const image of document.querySelectorAll('img, [role=img]')) {
    if (!isShown(image) || hidden(image)) continue
    const named = image.closest('[aria-label]')
    if (nameOf(image) === '' && named === null) fault('image without words', image, 'no alt')
  }
  return faults
}

/** Tab must have been pressed before, or the browser does not draw the focus. */
const focusFaults = () => {
  const look = (element) => {
    const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(element)
    return {
      ring: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
      rest: boxShadow + borderColor,
    }
  }
  const before = document.activeElement
  const faults = [...document.querySelectorAll(interactive)]
    .filter((element) => isShown(element) && !hidden(element) && !element.disabled)
    .flatMap((element) => {
      element.blur()
      const without = look(element)
      element.focus({ preventScroll: true })
      const focused = look(element)
      const seen = focused.ring || focused.rest !== without.rest
      return document.activeElement === element && !seen
        ? [{ kind: 'focus not seen', element: describe(element), measured: 'no ring' }]
        : []
    })
  before?.focus?.({ preventScroll: true })
  return faults
}

/** `least` holds the smallest text, body text and target in CSS pixels. */
globalThis.measurePage = (least) => {
  const all = [
    ...pageFaults(least),
    ...cutFaults(),
    ...textFaults(least),
    ...targetFaults(least),
    ...focusFaults(),
  ]
  const told = new Set()
  return all.filter((fault) => {
    const key = JSON.stringify(fault)
    return !told.has(key) && told.add(key)
  })
}
