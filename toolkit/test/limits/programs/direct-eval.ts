/** Direct `eval`, in every shape that we could think of: what is kept of a function decides, and not that it evaluates. */
import { life, program } from './limit.ts';

const never = (): Promise<void> => new Promise(() => {});
const made = () => () => 1;
const keep = (value: unknown): void => {
  program.kept.add(value);
};

async function elsewhere(): Promise<void> {
  await life(); // held: await
}

// #region held
/** Something that lives on was made in a function that has a direct `eval`, in itself or in a function within. */
export const held: readonly (() => Promise<void>)[] = [
  async () => {
    keep(eval('() => 1'));
    await never(); // held: await
  },
  async () => {
    keep((text: string) => eval(text));
    await never(); // held: await
  },
  async () => {
    eval('1');
    keep(() => 1);
    await never(); // held: await
  },
  async () => {
    const look = (text: string) => eval(text); // is never called
    void look;
    keep(() => 1);
    await never(); // held: await
  },
  async () => {
    keep({ method() {} });
    await never(); // held: await
    eval('1');
  },
  async () => {
    eval('1');
    keep(class {});
    await never(); // held: await
  },
  async () => {
    {
      eval('1');
    }
    keep(() => 1);
    await never(); // held: await
  },
  async () => {
    eval('1');
    void (async () => {
      await life(); // held: await
    })();
    await never(); // held: await
  },
];
// #endregion held

// #region proven
export const proven: readonly (() => Promise<void>)[] = [
  async () => {
    eval('1');
    await never(); // leaks: await
  },
  async () => {
    await never(); // leaks: await
    eval('1');
  },
  async () => {
    eval('var value = 1');
    const value = eval('1 + 1');
    await never(); // leaks: await
    keep(value);
  },
  async () => {
    const look = (text: string) => eval(text);
    look('1');
    await never(); // leaks: await
    keep(look);
  },
  async () => {
    eval('1');
    keep(made()); // made elsewhere
    await never(); // leaks: await
  },
  async () => {
    keep((0, eval)('() => 1'));
    keep(new Function('return 1'));
    await never(); // leaks: await
  },
  async () => {
    void (async () => {
      eval('1');
      await never(); // leaks: await
    })();
    await never(); // leaks: await
  },
  async () => {
    eval('1');
    void elsewhere();
    await never(); // leaks: await
  },
];
// #endregion proven
