import { ActionIcon, Button, Group, Modal, SegmentedControl, Tooltip } from '@mantine/core'
import { IconRotateRectangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { cropOf, cropPixels, cropText, focusOf, focusText, type CropBox } from '../../../src-shared/publication/crop'
import css from './crop.module.css'
import { fitBox, focusWithin, WHOLE } from './crop-box'
import { CropStage } from './crop-stage'

/** Ratios as picture desks name them, width to height. */
const RATIOS = { free: null, '16:9': 16 / 9, '4:3': 4 / 3, '3:2': 3 / 2, '1:1': 1 } as const
type RatioName = keyof typeof RATIOS
const NAMES = Object.keys(RATIOS) as RatioName[]

type Picture = { src: string; width: number; height: number; crop: string; focus: string }
type Props = { picture: Picture; onDone: (change: { crop: string; focus: string }) => void; onCancel: () => void }

const Cropping = ({ picture, onDone, onCancel }: Props) => {
  const { t } = useTranslation('photos')
  const aspect = picture.width / picture.height
  const [box, setBox] = useState<CropBox>(() => cropOf(picture.crop) ?? WHOLE)
  const [focus, setFocus] = useState(() => focusOf(picture.focus))
  const [mode, setMode] = useState<'crop' | 'focus'>('crop')
  const [name, setName] = useState<RatioName>('free')
  const [upright, setUpright] = useState(aspect < 1)
  /** A ratio in shares of this picture. */
  const inShares = (chosen: RatioName, stands: boolean): number | null => {
    const ratio = RATIOS[chosen]
    return ratio === null ? null : (stands ? 1 / ratio : ratio) / aspect
  }
  const choose = (chosen: RatioName, stands: boolean): void => {
    setName(chosen)
    setUpright(stands)
    const ratio = inShares(chosen, stands)
    if (ratio !== null) setBox(fitBox(ratio, box))
  }
  const part = cropPixels(cropOf(cropText(box)), picture)
  const apply = (): void => onDone({ crop: cropText(box), focus: focusText(focus && focusWithin(focus, box)) })
  return (
    <div className={css.dialog}>
      <Group justify="space-between" gap="sm">
        <SegmentedControl size="xs" aria-label={t('crop.mode')} value={mode} onChange={(next) => setMode(next === 'focus' ? 'focus' : 'crop')}
          data={[{ value: 'crop', label: t('crop.crop') }, { value: 'focus', label: t('crop.focus') }]} />
        {mode === 'crop' && (
          <Group gap={6}>
            <SegmentedControl size="xs" aria-label={t('crop.ratio')} value={name} onChange={(next) => choose(NAMES.find((each) => each === next) ?? 'free', upright)}
              data={NAMES.map((each) => ({ value: each, label: each === 'free' ? t('crop.free') : each }))} />
            <Tooltip label={t('crop.turn')}>
              <ActionIcon variant="default" size={28} aria-label={t('crop.turn')} aria-pressed={upright} disabled={name === 'free' || name === '1:1'} onClick={() => choose(name, !upright)}>
                <IconRotateRectangle size={16} stroke={1.6} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </Group>
        )}
      </Group>
      <CropStage src={picture.src} aspect={aspect} box={box} focus={focus} mode={mode} ratio={inShares(name, upright)} onBox={setBox} onFocus={setFocus} />
      <p className={css.say}>{t(mode === 'crop' ? 'crop.hint' : 'crop.focusHint')}</p>
      <Group justify="space-between" gap="sm">
        <span className={css.size} role="status">{t('crop.size', { width: part.width, height: part.height })}</span>
        <Group gap={8}>
          <Button variant="subtle" color="ink" disabled={cropText(box) === '' && focus === null}
            onClick={() => {
              setBox(WHOLE)
              setFocus(null)
              setName('free')
            }}>{t('crop.reset')}</Button>
          <Button variant="default" onClick={onCancel}>{t('crop.cancel')}</Button>
          <Button onClick={apply}>{t('crop.apply')}</Button>
        </Group>
      </Group>
    </div>
  )
}

/** Chooses the part of a photo that is shown and the point that must stay in view. The original is never changed. `picture` null is closed. */
export const CropDialog = ({ picture, onDone, onCancel }: Omit<Props, 'picture'> & { picture: Picture | null }) => {
  const { t } = useTranslation('photos')
  return (
    <Modal opened={picture !== null} onClose={onCancel} title={t('crop.title')} size="min(960px, 94vw)" closeButtonProps={{ 'aria-label': t('crop.cancel') }}>
      {picture && <Cropping picture={picture} onDone={onDone} onCancel={onCancel} />}
    </Modal>
  )
}
