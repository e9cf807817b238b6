import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { postMethods } from '../../contract/posts.ts';
import { bulkPosts } from './bulk-posts.ts';
import { countOwnPosts } from './count-own-posts.ts';
import { deletePost } from './delete-post.ts';
import { getOwnPost } from './get-own-post.ts';
import { getPage } from './get-page.ts';
import { getPost } from './get-post.ts';
import { getSeries } from './get-series.ts';
import { listOwnPosts } from './list-own-posts.ts';
import { listPosts } from './list-posts.ts';
import { listSeries } from './list-series.ts';
import { listSlugs } from './list-slugs.ts';
import { listTags } from './list-tags.ts';
import { listYears } from './list-years.ts';
import { savePost } from './save-post.ts';
import { searchPosts } from './search-posts.ts';
import { suggestPosts } from './suggest-posts.ts';
import { updatePost } from './update-post.ts';

/** The methods of `contract/posts.ts`, each in the file named after it. */
export function postImplementation(ctx: ApiContext): Implementations<typeof postMethods> {
  return {
    bulkPosts: input => bulkPosts(ctx, input),
    countOwnPosts: () => countOwnPosts(ctx),
    deletePost: input => deletePost(ctx, input),
    getOwnPost: input => getOwnPost(ctx, input),
    getPage: input => getPage(ctx, input),
    getPost: input => getPost(ctx, input),
    getSeries: input => getSeries(ctx, input),
    listOwnPosts: input => listOwnPosts(ctx, input),
    listPosts: input => listPosts(ctx, input),
    listSeries: () => listSeries(ctx),
    listSlugs: input => listSlugs(ctx, input),
    listTags: () => listTags(ctx),
    listYears: () => listYears(ctx),
    savePost: input => savePost(ctx, input),
    searchPosts: input => searchPosts(ctx, input),
    suggestPosts: input => suggestPosts(ctx, input),
    updatePost: input => updatePost(ctx, input),
  };
}
