// A frame to sign in with a finger, a pen or a mouse. What is drawn is handed on as a picture when the pen is lifted.

export function pad(canvas: HTMLCanvasElement, clear: HTMLButtonElement, before: Blob | undefined, done: (blob: Blob | null) => void): void {
  const ink = canvas.getContext("2d");
  if (!ink) return;
  const blank = () => {
    // Signatures are read on white paper, whatever the page's colours are.
    ink.fillStyle = "#fff";
    ink.fillRect(0, 0, canvas.width, canvas.height);
    Object.assign(ink, { strokeStyle: "#1a2238", lineWidth: 3, lineCap: "round", lineJoin: "round" });
  };
  blank();
  if (before) void createImageBitmap(before).then((picture) => ink.drawImage(picture, 0, 0)).catch(() => {});

  const at = (event: PointerEvent): [number, number] => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  let drawing = false;
  canvas.addEventListener("pointerdown", (event) => {
    drawing = true;
    canvas.setPointerCapture(event.pointerId);
    ink.beginPath();
    ink.moveTo(...at(event));
    ink.lineTo(...at(event));
    ink.stroke();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    ink.lineTo(...at(event));
    ink.stroke();
  });
  const lift = () => {
    if (!drawing) return;
    drawing = false;
    canvas.toBlob((blob) => done(blob));
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  clear.addEventListener("click", () => { blank(); done(null); });
}
