'use client';
import { Camera, CameraOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useHydrated } from '@/components/ui/use-hydrated';
import { createReader } from './qr-reader';

const EVERY_MS = 150;
/** How long a code that stays in front of the camera is not read again. */
const SAME_CODE_MS = 5000;

/** The camera, looking for QR codes as long as it is on. */
export function Scanner({ found }: { found: (code: string) => void }) {
  const t = useTranslations('door.camera');
  const [on, setOn] = useState(false);
  const [problem, setProblem] = useState<'blocked' | 'none'>();
  const video = useRef<HTMLVideoElement>(null);
  const hydrated = useHydrated();

  useEffect(() => {
    if (!on) return;
    const ended = new AbortController();
    scan(video.current!, found, ended.signal).catch((error: DOMException) => {
      if (ended.signal.aborted) return;
      setOn(false);
      setProblem(error.name === 'NotAllowedError' ? 'blocked' : 'none');
    });
    return () => ended.abort();
  }, [on, found]);

  return (
    <section aria-label={t('name')} className="card overflow-hidden">
      {on && (
        <video ref={video} muted playsInline className="aspect-square w-full bg-black object-cover sm:aspect-video" />
      )}
      <div className="flex flex-wrap items-center gap-4 p-5">
        <button
          type="button"
          disabled={!hydrated}
          aria-pressed={on}
          onClick={() => {
            setProblem(undefined);
            setOn(!on);
          }}
          className={`button ${on ? 'button-quiet' : 'button-primary'}`}
        >
          {on ? <CameraOff aria-hidden className="size-5" /> : <Camera aria-hidden className="size-5" />}
          {t(on ? 'stop' : 'start')}
        </button>
        <p role="status" className="text-sm text-bad">
          {problem && t(problem)}
        </p>
      </div>
    </section>
  );
}

async function scan(video: HTMLVideoElement, found: (code: string) => void, ended: AbortSignal): Promise<void> {
  if (!navigator.mediaDevices) throw new DOMException('No camera without a secure page', 'NotSupportedError');
  const [stream, read] = await Promise.all([
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }),
    createReader(),
  ]);
  const stop = () => {
    for (const each of stream.getTracks()) each.stop();
  };
  if (ended.aborted) return stop();
  ended.addEventListener('abort', stop);
  video.srcObject = stream;
  await video.play();

  let last = { code: '', at: 0 };
  while (!ended.aborted) {
    const code = await read(video);
    const now = performance.now();
    if (code && (code !== last.code || now - last.at > SAME_CODE_MS)) found(code);
    if (code) last = { code, at: now };
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
