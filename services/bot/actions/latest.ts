import { countArgument } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { listLinks, say } from '../reply.ts';
import { defineAction } from './action.ts';
import { askService } from './ask-service.ts';
import { linkPost } from './link.ts';

export const latest = defineAction<number>({
  name: 'latest',
  aliases: ['posts', 'new', 'news'],
  about: 'Lists the newest posts of this site.',
  usage: 'latest [NUMBER]',
  examples: ['latest', 'latest 5'],
  forAll: true,
  cooldown: 2,
  phrases: [
    phrase("(what's|what is) (the latest|new|the news) [here] [on the site]"),
    phrase('(any news|anything new|latest posts|new posts|the latest|the latest posts|the news)'),
    phrase('(the|what are the|what were the) (last|latest|newest) {number} posts'),
    phrase("(what's|what is) the (latest|newest|last) post"),
  ],
  parse: countArgument({ default: 3, max: 10 }),
  async run(limit, ctx) {
    const { posts } = await askService('site', ctx.api.listPosts({ limit }, ctx.call));
    if (posts.length === 0) return say('There are no posts yet.');
    return listLinks(
      posts.length === 1 ? 'The newest post:' : 'The newest posts:',
      posts.map(post => linkPost(ctx.origin, post)),
    );
  },
});
