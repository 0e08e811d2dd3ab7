const createConfig = require('@backstage/cli/config/eslint-factory');

const outside = 'the pure core: pass it in as an argument';

module.exports = createConfig(__dirname, {
  rules: { '@backstage/no-mixed-plugin-imports': 'error' },
  overrides: [
    {
      // The captured objects lie beside these files and are not published: only tests of this repository load them.
      files: ['src/testUtils/**/*.ts'],
      rules: { '@backstage/no-undeclared-imports': 'off' },
    },
    {
      // The rooms that tsconfig.pure.json compiles without DOM and Node.js; this catches what the language itself brings along.
      files: [
        'src/{kube,flux,paths,divergence,ownership,narrative,runbooks,api}/**/*.ts',
      ],
      excludedFiles: ['**/*.test.ts'],
      rules: {
        'no-restricted-syntax': [
          'error',
          {
            selector:
              'MemberExpression[object.name="Date"][property.name="now"]',
            message: `No clock in ${outside}.`,
          },
          {
            selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
            message: `No clock in ${outside}.`,
          },
          {
            selector: 'CallExpression[callee.name="Date"]',
            message: `No clock in ${outside}.`,
          },
          {
            selector:
              'MemberExpression[object.name="Math"][property.name="random"]',
            message: `No randomness in ${outside}.`,
          },
          {
            selector:
              ':matches(ImportDeclaration, ExportAllDeclaration, ExportNamedDeclaration)[source.value=/^[^.]/]',
            message: `No packages in ${outside}.`,
          },
          {
            selector: 'ImportExpression',
            message: `No dynamic imports in ${outside}.`,
          },
          {
            selector:
              ':matches(ImportDeclaration, ExportAllDeclaration)[source.value=/testUtils|__fixtures__/]',
            message: 'Test data is not part of the core.',
          },
        ],
      },
    },
  ],
});
