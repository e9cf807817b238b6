export const NETWORKS_PATH = '/admin/networks';
