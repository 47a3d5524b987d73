import classes from './wordmark.module.css'

/** The name as an editor would mark it: dots under a word say "let it stand". */
export const Wordmark = ({ large = false }: { large?: boolean }) => (
  <span className={classes['mark']} data-large={large || undefined}>
    <span className={classes['stet']}>Stet</span> <span className={classes['name']} lang="zh-CN">定稿</span>
  </span>
)
