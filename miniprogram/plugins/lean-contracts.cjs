// A page needs of a contract only where to send what; the schemas are the server's. They are left
// out here. All of shared/ is pure, which is said where things are made, so that unused ones go.

const shared = /[\\/]shared[\\/].+\.ts$/
const contract = /\.contract\.ts$/
const forServers = new Set([
  'summary',
  'access',
  'params',
  'query',
  'body',
  'response',
  'errors',
  'receives',
  'sends',
])

module.exports = ({ types: t }) => {
  const nameOf = (property) =>
    t.isObjectProperty(property) && t.isIdentifier(property.key) ? property.key.name : undefined

  /** What `endpoint(…)` is given, and the objects that several of them share. */
  const isOfEndpoint = ({ node, parent }) =>
    (t.isCallExpression(parent) && t.isIdentifier(parent.callee, { name: 'endpoint' })) ||
    node.properties.some(
      (one) =>
        nameOf(one) === 'access' ||
        (['kind', 'method'].includes(nameOf(one)) && t.isStringLiteral(one.value)),
    )

  const leaveOutSchemas = {
    ObjectExpression(path) {
      const { node } = path
      if (isOfEndpoint(path))
        node.properties = node.properties.filter((one) => !forServers.has(nameOf(one)))
    },
  }

  const wrapped = (init) => {
    const call = t.callExpression(t.arrowFunctionExpression([], init), [])
    return t.addComment(call, 'leading', '#__PURE__')
  }

  /** A call, or an object that is made by calls, such as fields that several schemas share. */
  const isMade = (init) => {
    const bare = t.isTSAsExpression(init) ? init.expression : init
    if (t.isCallExpression(bare)) return true
    if (!t.isObjectExpression(bare)) return false
    let calls = false
    t.traverseFast(bare, (node) => {
      calls ||= t.isCallExpression(node)
    })
    return calls
  }

  return {
    name: 'lean-contracts',
    visitor: {
      Program(program, { filename }) {
        if (!shared.test(filename ?? '')) return
        if (contract.test(filename)) program.traverse(leaveOutSchemas)
        for (const statement of program.node.body) {
          const declared = t.isExportNamedDeclaration(statement) ? statement.declaration : statement
          if (!t.isVariableDeclaration(declared)) continue
          for (const one of declared.declarations)
            if (isMade(one.init)) one.init = wrapped(one.init)
        }
      },
    },
  }
}
