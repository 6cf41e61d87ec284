export default { nodeArguments: ['--import=taskscope/register'] };
