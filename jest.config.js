/** Everything runs its TypeScript as native ES modules; SWC strips the types. Of the client, what is pure is tested so. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
    '^.+\\.tsx$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
          target: 'es2022',
        },
        module: { type: 'es6' },
      },
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
