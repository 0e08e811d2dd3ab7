declare module 'prettier' {
  interface Options {
    parser?: string;
  }
  const prettier: {
    resolveConfig(file: string): Promise<Options | null>;
    format(text: string, options: Options): string;
  };
  export default prettier;
}
