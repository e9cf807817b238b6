import type { Implementation } from '../../core/rpc/contract.ts';
import type { ApiContext } from './context.ts';
import type { apiContract } from './contract.ts';
import { authenticate } from './methods/authenticate.ts';
import { checkSetupCode } from './methods/check-setup-code.ts';
import { claimOwner } from './methods/claim-owner.ts';
import { createToken } from './methods/create-token.ts';
import { deletePost } from './methods/delete-post.ts';
import { getOwnPost } from './methods/get-own-post.ts';
import { getPost } from './methods/get-post.ts';
import { getRevision } from './methods/get-revision.ts';
import { getSite } from './methods/get-site.ts';
import { listOwnPosts } from './methods/list-own-posts.ts';
import { listPosts } from './methods/list-posts.ts';
import { listSlugs } from './methods/list-slugs.ts';
import { listTags } from './methods/list-tags.ts';
import { listTokens } from './methods/list-tokens.ts';
import { listYears } from './methods/list-years.ts';
import { revokeToken } from './methods/revoke-token.ts';
import { saveMedia } from './methods/save-media.ts';
import { savePost } from './methods/save-post.ts';
import { searchPosts } from './methods/search-posts.ts';
import { updatePost } from './methods/update-post.ts';

/** Every method of the contract, each in the file named after it. */
export function implement(ctx: ApiContext): Implementation<typeof apiContract> {
  return {
    authenticate: input => authenticate(ctx, input),
    checkSetupCode: input => checkSetupCode(ctx, input),
    claimOwner: input => claimOwner(ctx, input),
    createToken: input => createToken(ctx, input),
    deletePost: input => deletePost(ctx, input),
    getOwnPost: input => getOwnPost(ctx, input),
    getPost: input => getPost(ctx, input),
    getRevision: () => getRevision(ctx),
    getSite: () => getSite(ctx),
    listOwnPosts: input => listOwnPosts(ctx, input),
    listPosts: input => listPosts(ctx, input),
    listSlugs: input => listSlugs(ctx, input),
    listTags: () => listTags(ctx),
    listTokens: () => listTokens(ctx),
    listYears: () => listYears(ctx),
    revokeToken: input => revokeToken(ctx, input),
    saveMedia: input => saveMedia(ctx, input),
    savePost: input => savePost(ctx, input),
    searchPosts: input => searchPosts(ctx, input),
    updatePost: input => updatePost(ctx, input),
  };
}
