/** WeChat's own components that this host draws; others are unknown until someone needs them. */
export const builtInTags: ReadonlySet<string> = new Set(
  (
    'view text image button input textarea scroll-view swiper swiper-item label form checkbox ' +
    'checkbox-group radio radio-group switch slider picker picker-view picker-view-column icon ' +
    'progress rich-text navigator map canvas video audio camera cover-view cover-image web-view ' +
    'movable-area movable-view root-portal page-container page-meta editor'
  ).split(' '),
)
