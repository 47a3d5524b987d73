import hooks from 'eslint-plugin-react-hooks'
import regexp from 'eslint-plugin-regexp'
import tseslint from 'typescript-eslint'

const restricted = (message, ...names) => names.map((name) => ({ name, message }))

export default tseslint.config(
  { ignores: ['out', 'dist', 'node_modules', '.cache', 'test-results', '.dependency-cruiser.cjs'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  { files: ['src-main/**/*.ts'], ignores: ['src-main/shell/electron/**'], rules: { 'no-restricted-imports': ['error', { paths: restricted('electron lives in main.ts, compose.ts and shell/electron/', 'electron') }] } },
  { files: ['src-main/main.ts', 'src-main/compose.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['src-main/cli.ts', 'src-main/cli/**', 'src-main/launch/**', 'tests/**'], rules: { 'no-console': 'off' } },
  // One button asks for files, so that what a browser does about them is known in one place.
  { files: ['src-renderer/**/*.tsx'], ignores: ['src-renderer/ui/file-choice.tsx'], rules: { 'no-restricted-imports': ['error', { paths: [{ name: '@mantine/core', importNames: ['FileButton'], message: 'Files are asked for by ui/file-choice.tsx.' }] }] } },
  { files: ['src-renderer/**/*.tsx', 'src-renderer/**/*.ts'], plugins: { 'react-hooks': hooks }, rules: hooks.configs.recommended.rules },
  // Copy is checked while somebody types: no expression may take longer than the text is long.
  { files: ['src-shared/proofing/**/*.ts'], plugins: { regexp }, rules: { 'regexp/no-super-linear-backtracking': 'error', 'regexp/no-super-linear-move': 'error' } },
  {
    // Raw IPC is banned outside the two ends of the bridge.
    files: ['src-main/**/*.ts'],
    ignores: ['src-main/shell/electron/**'],
    rules: { 'no-restricted-properties': ['error', { object: 'ipcMain', property: 'handle' }, { object: 'ipcMain', property: 'on' }] },
  },
  { files: ['tests/**'], rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'max-lines': 'off' } },
)
