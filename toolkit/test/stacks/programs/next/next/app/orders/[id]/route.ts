import { accept } from '../../../lib/orders';

export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  await accept(id);
  return new Response('on its way');
}
