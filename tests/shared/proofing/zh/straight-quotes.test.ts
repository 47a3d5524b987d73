import { straightQuotes } from '../../../../src-shared/proofing/zh/straight-quotes'
import { expectRule } from './expecting'

expectRule(
  straightQuotes,
  [
    ['他说：⟦"⟧好的。⟦"⟧', ['“', '”']],
    ['⟦"⟧一带一路⟦"⟧建设和⟦"⟧十四五⟦"⟧规划', ['“', '”', '“', '”']],
    ['他说“好⟦"⟧，然后走了。', ['”']],
    ['他说“这叫⟦\'⟧稳⟦\'⟧”。', ['‘', '’']],
    ['所谓⟦\'⟧稳⟦\'⟧字当头', ['“', '”']],
    ['他说⟦"⟧Hello⟦"⟧，走了。', ['“', '”']],
  ],
  ['他说：“好的。”', '它是27"的显示器', "It's fine，他说。", "他姓O'Neil。", 'He said "yes" and left.', '身高5\'12"左右', '他说：“I\'m fine.”', '‘稳’字当头'],
)
