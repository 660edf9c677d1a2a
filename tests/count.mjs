// Counts a report of tests (.trx, or Vitest's .json): prints how many passed, failed and were skipped, and to the error stream which failed and why.
// Where there is no report, the tests did not come to an end: that counts as one that failed.
import { existsSync, readFileSync } from 'node:fs'

const file = process.argv[2]
const { passed, failed, skipped } = !existsSync(file) ? { passed: 0, failed: [`${file} was not written`], skipped: 0 }
  : file.endsWith('.trx') ? trx(readFileSync(file, 'utf8')) : vitest(JSON.parse(readFileSync(file, 'utf8')))
for (const test of failed) console.error(test + '\n')
console.log(passed, failed.length, skipped)

function trx(report) {
  const outcomes = [...report.matchAll(/<UnitTestResult [^>]*?testName="([^"]*)"[^>]*?outcome="(\w+)"[^>]*?(?:\/>|>(.*?)<\/UnitTestResult>)/gs)]
  const failed = outcomes.filter(([, , outcome]) => outcome !== 'Passed' && outcome !== 'NotExecuted')
    .map(([, name, , said]) => [name, ...[/<Message>(.*?)<\/Message>/s, /<StackTrace>(.*?)<\/StackTrace>/s].map((part) => part.exec(said ?? '')?.[1])])
    .map((lines) => lines.filter(Boolean).map(plain).join('\n'))
  // A run that was broken off says so, and the test it broke off in is not in it.
  const end = /<ResultSummary outcome="(\w+)"/.exec(report)?.[1]
  if (failed.length === 0 && end !== 'Completed') failed.push(`${file} ended as ${end}`)
  const count = (outcome) => outcomes.filter(([, , other]) => other === outcome).length
  return { passed: count('Passed'), failed, skipped: count('NotExecuted') }
}

function vitest({ success, testResults }) {
  const tests = testResults.flatMap((suite) => suite.assertionResults)
  const failed = tests.filter((test) => test.status === 'failed').map((test) => [test.fullName, ...test.failureMessages].join('\n'))
  if (failed.length === 0 && !success) failed.push(...testResults.filter((suite) => suite.status === 'failed').map((suite) => `${suite.name}\n${suite.message}`))
  return { passed: tests.filter((test) => test.status === 'passed').length, failed, skipped: tests.filter((test) => test.status === 'pending').length }
}

function plain(text) {
  return text.replace(/&#x([0-9A-Fa-f]+);/g, (_, code) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&')
}
