/** Services and infra run their TypeScript as native ES modules; SWC strips the types. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
  moduleNameMapper: {
    '^@frontrow/common/(.*)$': '<rootDir>/common/src/$1/index.ts',
    '^@/(.*)$': '<rootDir>/client/$1',
  },
  testMatch: ['<rootDir>/{common,services,infra,client}/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/tests/boundaries/fixture'],
  testTimeout: 120_000,
};
