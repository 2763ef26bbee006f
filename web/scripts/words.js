// The few words that scripts say themselves; all others come with the page.
const vi = {
  kept: "Đã giữ nháp trên máy này lúc {t}",
  restored: "Đã điền lại nội dung bạn nhập lúc {t}.",
  discard: "Xoá và nhập lại từ đầu",
  heavy: "Tệp “{name}” quá lớn. Hãy chọn tệp nhỏ hơn.",
  error: "Lỗi: ",
  chooseOne: "Chọn tệp",
  takePicture: "Chụp ảnh giấy tờ",
  chooseSome: "Chọn tệp (một hoặc nhiều)",
  calendar: "Mở lịch: {of}",
};
const en = {
  kept: "Draft kept on this device at {t}",
  restored: "What you typed at {t} has been filled in again.",
  discard: "Discard and start over",
  heavy: "“{name}” is too large. Please choose a smaller file.",
  error: "Error: ",
  chooseOne: "Choose a file",
  takePicture: "Take a picture",
  chooseSome: "Choose one or more files",
  calendar: "Open calendar: {of}",
};

/** A word in the page's language, with its blanks filled in. */
export function say(key, blanks = {}) {
  const words = (document.documentElement.lang === "en" ? en : vi)[key];
  return Object.entries(blanks).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words);
}
