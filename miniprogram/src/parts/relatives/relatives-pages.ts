export const peoplePage = '/features/relatives/pages/people/index'
export const relationCodePage = '/features/relatives/pages/code/index'
export const counterPage = '/features/relatives/pages/counter/index'
