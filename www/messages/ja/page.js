// @ts-check
// 日本語の文言。{…} は値に置き換わります。

/** @type {Record<string, string>} */
export default {
  "page.title": "クライアント証明書の確認と更新",
  "page.about": "ORCAMOのクライアント証明書の有効期限を確認し、期限が近いものを更新します。",
  "language.label": "表示言語",
  "language.failed": "表示する言語を切り替えられませんでした。通信の状態を確認して、もう一度お試しください。",
  "module.unavailable": "確認に必要なプログラムを読み込めませんでした。通信の状態を確認して、もう一度お試しください。",
  "feature.failed":
    "必要なプログラムを読み込めませんでした。通信の状態を確認して、もう一度お試しください。それでも開かないときは、ページを再読み込みしてください。",
  "module.retry": "もう一度読み込む",
  separator: "、",
  list: "／",
  yes: "はい",
  no: "いいえ",

  "clock.ahead":
    "この端末の時計が、サーバーより約{difference}進んでいます（この端末 {local}、サーバー {server}）。期限の判定にはサーバーの時刻を使います。端末の日付と時刻を直してください。",
  "clock.behind":
    "この端末の時計が、サーバーより約{difference}遅れています（この端末 {local}、サーバー {server}）。期限の判定にはサーバーの時刻を使います。端末の日付と時刻を直してください。",

  "check.heading": "証明書を確認する",
  "check.drop": "証明書のファイルやフォルダーをここにドロップしてください",
  "check.choose": "ファイルを選ぶ",
  "check.choose-folder": "フォルダーを選ぶ",
  "check.formats": ".crt .cer .pem .p12 .pfx .pass .zip（複数まとめて選べます）",
  "check.private": "ファイルはこの端末の中だけで読み取ります。ファイルもパスワードも、どこにも送信しません。",
  "check.dropping": "ここで離すと読み取ります",
  "paste.summary": "テキスト（PEM）を貼り付けて確認する",
  "paste.label": "「-----BEGIN CERTIFICATE-----」で始まるテキスト",
  "paste.read": "読み取る",
  "paste.empty": "テキストが入力されていません。",
  "paste.name": "貼り付けたテキスト",
  "results.heading": "確認した証明書",

  "card.reading": "読み取っています…",
  "card.remove": "{name}を一覧から消す",
  "card.removed": "{name}を一覧から消しました。",
  "card.unverified":
    "パスワードなしで読める部分だけを表示しています。ファイルが変更されていないことは、まだ確認していません。",
  "offer.yes": "ブラウザに登録すると、接続先に提示できます。",
  "offer.no.no-client-auth": "ブラウザはこの証明書を提示しません（用途にクライアント認証がありません）。",
  "offer.no.is-ca": "ブラウザはこの証明書を提示しません（認証局の証明書です）。",
  "offer.no.serial-number-too-long": "ブラウザはこの証明書を提示しません（シリアル番号が長すぎます）。",
  "offer.no.expired": "ブラウザはこの証明書を提示しません（有効期限が切れています）。",
  "offer.no.no-private-key": "秘密鍵が入っていないため、このファイルだけではブラウザから提示できません。",
  "offer.never.no-client-auth": "用途にクライアント認証がないため、ブラウザやクライアントからの接続には使えません。",
  "offer.never.serial-number-too-long": "シリアル番号が20バイトより長いため、ブラウザからの接続には使えません。",
  "offer.never.next":
    "クライアント証明書として発行されたファイルかどうか、発行元またはサポート窓口に確認してください。",
  "identities.older": "古い証明書（{count}件）",
  "identities.others": "このファイルのほかの証明書（{count}件）",
  "identities.with-key": "秘密鍵あり",
  "identities.key-unknown": "秘密鍵あり（この証明書のものかどうかは確認できません）",
  "identities.without-key": "秘密鍵なし",
  "card.common-name": "CN",
  "card.no-common-name": "CNなし",
  "card.issuer": "発行者",
  "card.expiry": "有効期限",
  "card.start": "有効期間の開始",
  "card.next": "次にすること",
  "card.details": "詳しい情報",
  "card.copy-summary": "内容をコピー",
  "card.key-only": "秘密鍵だけが入っています。証明書は入っていません。",
  "card.key-only.next": "証明書のファイル（.crt、.p12など）を選んでください。",
  "card.no-certificate": "このファイルには証明書が入っていません。",
  "card.no-eligibility": "この証明書は、更新できるかどうかを判定できませんでした。",
  "card.no-eligibility.next": "有効期限を確認し、心配なときはサポート窓口にご相談ください。",
  "card.unreadable.one": "このファイルには、ほかに読み取れない証明書が{count}件あります。",
  "card.unreadable.other": "このファイルには、ほかに読み取れない証明書が{count}件あります。",

  "companions.container": "「{container}」の中のファイルです。",
  "companions.files": "組になるファイル：{files}",
  "companions.opener": "{file} のパスワードで開きました。",
  "companions.digits": "ファイル名の数字をパスワードとして開きました。",
  "companions.refused": "{file} のパスワードでは開けませんでした。",
  "companions.key-unverified":
    "秘密鍵（{file}）はパスワードで保護されているため、この証明書のものかどうかは確かめていません。",
  "companions.others": "証明書ではないファイル：{files}",
  "companions.others-more": "証明書ではないファイル：{files}、ほか{count}件",
  "companions.unseen": "調べていないファイル（読み取れないか、大きさか数が上限を超えています）：{files}",
  "companions.unseen-more":
    "調べていないファイル（読み取れないか、大きさか数が上限を超えています）：{files}、ほか{count}件",
  "companions.older": "古い証明書（{count}件）",
  "companions.older-one": "{file}：有効期限 {expiry}",

  "days.left.one": "あと{count}日",
  "days.left.other": "あと{count}日",
  "days.left.last": "残り24時間以内",
  "days.past.one": "{count}日前に期限切れ",
  "days.past.other": "{count}日前に期限切れ",
  "days.past.last": "24時間以内に期限切れ",

  copy: "コピー",
  "copy.done": "コピーしました。",
  "report.copy": "報告用の情報をコピー",
  "copy.failed": "コピーできませんでした。文字を選んでコピーしてください。",

  "password.label": "このファイルのパスワード",
  "password.why": "パスワードで保護されています。発行時に受け取ったパスワードを入力してください。",
  "password.why-open":
    "秘密鍵はパスワードで保護されています。発行時に受け取ったパスワードを入力すると、秘密鍵と、ファイルが変更されていないことも確認できます。",
  "password.second-label": "2つ目のパスワード",
  "password.need-encryption":
    "パスワードは合っていますが、このファイルの中身は別のパスワードで暗号化されています。両方のパスワードを入力してください。",
  "password.need-mac":
    "パスワードで中身は開けますが、変更されていないことを確かめる値（MAC）が合いません。ファイルのパスワードが2つあるときは、両方を入力してください。1つしかないときは、作成後に変更されたファイルです。発行された元のファイルを入手してください。",
  "password.need-account":
    "このファイルは、Windowsのユーザーアカウントで保護されています。パスワードはないかもしれません。書き出したユーザーでWindowsにサインインして証明書を取り込み、パスワードを付けてもう一度書き出してください。パスワードが分かるときは、入力してください。",
  "password.show": "パスワードを表示する",
  "password.submit": "開く",
  "password.busy": "開いています…",
  "password.empty": "パスワードを入力してください。",

  totals: "{count}件を確認しました。{parts}",
  "totals.part": "{verdict}：{count}件",

  "decision.renewable": "更新できます",
  "decision.due": "更新してください",
  "decision.too-early": "更新はまだ先です",
  "decision.not-yet-valid": "まだ有効ではありません",
  "decision.expired": "有効期限切れ",
  "decision.not-renewable": "更新の対象外です",
  "decision.unknown-kind": "種類が分かりません",
  "decision.unusable": "接続に使えません",
  "decision.none": "判定なし",
  "decision.locked": "パスワードが必要です",
  "decision.failed": "読み取れませんでした",

  "reason.reminder-window": "有効期限が近づいています。今すぐ更新できます。",
  "reason.reminder-window.next":
    "この証明書を使っているブラウザでこのページを開き、「更新」を押してください。{renewBy}を過ぎると更新できなくなり、すべてのサービスが使えなくなります。",
  "reason.renewal-window": "この証明書は更新できます。急ぎではありません。",
  "reason.renewal-window.next":
    "都合のよいときに、この証明書を使っているブラウザでこのページを開き、「更新」を押してください。期限は{renewBy}です。",
  "reason.before-window": "まだ更新の時期ではありません。{opensOn}から更新できます。",
  "reason.before-window.next": "今は何もする必要はありません。時期が来たら更新してください。",
  "reason.before-validity": "この証明書はまだ有効になっていません。{notBefore}から使えます。",
  "reason.before-validity.next":
    "まず、この端末の日付と時刻が正しいか確認してください。正しい場合は、{notBefore}までお待ちください。",
  "reason.after-validity": "有効期限が切れているため、更新できません。この証明書を使うサービスはすべて利用できません。",
  "reason.after-validity.next":
    "新しい証明書を取得し、この端末に手作業で入れ直してください。有効な証明書が入った別の端末があれば、その端末の管理画面から取得できます。その場合も、期限が切れた端末へ入れる作業は必要です。",
  "reason.api-certificate": "API用の証明書は更新できません。",
  "reason.api-certificate.next":
    "現在は、APIでもクライアント用の証明書（clientXXX）を使います。clientXXXの証明書に切り替えてください。",
  "reason.backup-certificate": "バックアップ用の証明書は更新できません。",
  "reason.backup-certificate.next":
    "現在は、バックアップでもクライアント用の証明書（clientXXX）を使います。clientXXXの証明書に切り替えてください。",
  "reason.no-common-name": "証明書にCN（名前）がないため、種類が分かりません。",
  "reason.no-common-name.next":
    "ORCAMOのクライアント証明書かどうか、ファイルの入手元に確認してください。更新できるかどうかはサーバーが判断します。",
  "reason.unrecognized-common-name": "CN「{commonName}」からは、証明書の種類が分かりません。",
  "reason.unrecognized-common-name.next":
    "ORCAMOのクライアント証明書かどうか確認してください。更新できるかどうかはサーバーが判断します。",

  "reason.authority": "これは認証局（CA）の証明書です。クライアント証明書ではありません。",
  "reason.authority.next": "クライアント証明書のファイル（.crt、.p12など）を選んでください。",

  "details.serial": "シリアル番号",
  "details.fingerprint": "フィンガープリント (SHA-256)",

  "renew.heading": "証明書を更新する",
  "renew.about":
    "このブラウザに登録されている証明書を更新し、新しい証明書（.p12）とパスワードを受け取ります。ファイルをドロップしなくても始められます。",
  "renew.start": "更新",
  "renew.start-hint":
    "まず、このブラウザがどの証明書を使うかを確認します。証明書の選択画面が出たら、更新したい証明書を選んでください。",
  "renew.identifying": "このブラウザが使う証明書を確認しています…",
  "renew.stop": "やめる",
  "renew.again": "もう一度確認する",

  "unidentified.heading": "更新する証明書",
  "unidentified.sentence":
    "このサーバーでは、ブラウザがどの証明書を使うかを前もって確かめられません。更新されるのは、選択画面で選ぶ（または、すでに選んだ）証明書です。",
  "unidentified.file":
    "新しい証明書は、確認したファイルの証明書（{name}、有効期限 {expiry}）と照らし合わせます。同じ証明書を選んでください。",
  "unidentified.several":
    "別々の証明書のファイルが並んでいるため、どれとも照らし合わせません。更新する証明書のファイルだけを残すと、照らし合わせることができます。",
  "unidentified.nothing":
    "照らし合わせる証明書がありません。今の証明書のファイル（.crt、.p12など）をこのページにドロップすると、新しい証明書が同じCNで、期限が延びているかを確かめられます。",
  "unidentified.next": "更新先のサーバーは{host}です。",
  "unidentified.proceed": "更新に進む",

  "absent.heading": "証明書が見つかりませんでした",
  "absent.sentence":
    "このブラウザは、サーバーに証明書を提示しませんでした。更新には、更新する証明書そのものが必要です。",
  "absent.next.import": "更新する証明書（.p12）を、このブラウザまたは端末に登録します。",
  "absent.next.restart": "ブラウザのウィンドウをすべて閉じ、開き直します。",
  "absent.next.choose": "このページを開いて「更新」を押し、選択画面でその証明書を選びます。",
  "absent.expired": "有効期限の切れた証明書は、選択画面に出てこないことがあります。",

  "presented.heading": "このブラウザが使う証明書",
  "presented.unreadable": "サーバーの回答から、証明書を読み取れませんでした。",
  "presented.due": "有効期限が近づいています。更新してください。",
  "presented.renewable": "この証明書は更新できます。",
  "presented.too-early": "まだ更新の時期ではありません。{opensOn}から更新できます。",
  "presented.too-early.next":
    "今は更新する必要はありません。デモ環境などでは、サーバーが時期より早い更新を受け付けることがあります。",
  "presented.unknown-kind": "この証明書の種類は分かりません。更新できるかどうかはサーバーが判断します。",
  "presented.unknown-kind.next":
    "別の証明書を選んでいないか確認してください。このまま進むと、サーバーに更新を依頼します。",
  "presented.change": "別の証明書を使うときは、ブラウザを再起動してから選び直してください。",
  "presented.warning": "確認したファイルとは別の証明書です",
  "presented.warning.about": "更新されるのは、ファイルの証明書ではなく、このブラウザが使う証明書です。",
  "presented.warning.presented": "このブラウザ：{name}、有効期限 {expiry}",
  "presented.warning.dropped": "ファイル：{name}、有効期限 {expiry}",
  "presented.warning.next":
    "ファイルのほうを更新したいときは、そのファイルをブラウザに登録し、ブラウザを再起動してから選び直してください。",
  "presented.proceed": "この証明書を更新する",
  "presented.proceed-anyway": "それでも更新する",

  "dialog.heading": "証明書を更新しますか？",
  "dialog.text": "{name}の証明書の有効期限は{expiry}です。",
  "dialog.unidentified": "ブラウザの選択画面で選ぶ証明書を更新します。照らし合わせる証明書はありません。",
  "dialog.unidentified-file": "ブラウザの選択画面で選ぶ証明書を更新し、{name}（有効期限 {expiry}）と照らし合わせます。",
  "dialog.effect": "「はい」を押すと、サーバーが新しい証明書を発行します。",
  "dialog.other": "確認したファイルとは別の証明書です。CNと有効期限をもう一度お確かめください。",
  "dialog.early": "押し間違いを防ぐため、質問が表示された直後は「はい」を受け付けません。もう一度押してください。",

  "progress.heading": "更新しています",
  "progress.label": "更新の進み具合",
  "step.request": "更新を要求",
  "step.download": "受け取り",
  "step.check": "確認",
  "step.request.now": "サーバーに新しい証明書を要求しています…",
  "step.download.now": "新しい証明書を受け取っています…",
  "step.check.now": "受け取った証明書が正しいか確認しています…",
  "step-state.pending": "未実施",
  "step-state.active": "実行中",
  "step-state.done": "完了",
  "step-state.failed": "失敗",
  "progress.attempt": "{attempt}/{attempts}",
  "progress.waiting": "受け取れなかったため、{wait}後に再試行します（{attempt}）。",
  "progress.retrying": "再試行しています（{attempt}）…",
  "keeping.not-yet": "終わるまで、このページを閉じないでください。",
  "keeping.kept": "ページが閉じてしまっても、発行から24時間以内なら、このブラウザでこのページを開いて続けられます。",
  "keeping.unavailable":
    "このブラウザ（プライベートウィンドウなど）には途中の内容を残せません。再読み込みしたり閉じたりすると続けられなくなりますので、保存が終わるまで開いたままにしてください。",
  "progress.cancel": "中止",

  "failed.heading": "更新できませんでした",
  "failed.identify-heading": "証明書を確認できませんでした",
  "failed.cancelled-heading": "更新を中止しました",
  "failed.retry": "もう一度やり直す",
  "failed.renew-again": "もう一度更新する",
  "failed.resume": "続ける",
  "failed.resume-next": "「続ける」を押すと、発行済みの証明書を受け取ります。",
  "failed.code": "エラーコード：{code}",
  "issued.no": "新しい証明書は発行されていません。今の証明書は、これまでどおり使えます。",
  "issued.maybe":
    "サーバーが新しい証明書を発行したかどうかは分かりません。今の証明書は有効期限まで使えますので、もう一度更新しても差し支えありません。自動では更新しません。",
  "issued.yes":
    "サーバーは新しい証明書を発行しましたが、この端末には保存していません。今の証明書は有効期限まで使えますので、もう一度更新しても差し支えありません。",
  "issued.resumable":
    "サーバーは新しい証明書を発行しましたが、この端末にはまだ保存していません。「続ける」を押すと、新しく発行せずに受け取り直します。",

  "done.heading": "新しい証明書を受け取りました",
  "done.heading-noticed": "保存する前にお読みください",
  "done.sentence":
    "パスワードで開けること、秘密鍵と合うこと、サブジェクト（CNなど）と発行者が今までと同じこと、シリアル番号が新しいこと、有効期限が延びていることを確認しました。",
  "done.sentence-alone":
    "パスワードで開けることと、秘密鍵と合うことを確認しました。今までの証明書とは比べていません。CNと有効期限を目で確かめてください。",
  "done.sentence-unmatched":
    "パスワードで開けること、サブジェクト（CNなど）と発行者が今までと同じこと、シリアル番号が新しいこと、有効期限が延びていることを確認しました。",
  "done.sentence-alone-unmatched":
    "パスワードで開けることを確認しました。今までの証明書とは比べていません。CNと有効期限を目で確かめてください。",
  "done.validity": "有効期間の長さ：今までの証明書 {old} → 新しい証明書 {new}",
  "done.validity-alone": "有効期間の長さ：新しい証明書 {new}",
  "done.not-yet-saved": "まだ保存していません。次の2つのファイルを両方とも保存してください。",
  "done.one-saved": "もう1つのファイルも保存してください。",
  "done.both-saved": "2つのファイルを書き出しました。ダウンロードフォルダーにあることを確かめてください。",
  "done.secured": "2つのファイルを保存しました。",
  "done.handed": "書き出しました",
  "done.written": "保存を確認しました",
  "done.cancelled": "保存を取りやめました。もう一度保存してください。",
  "done.failed": "保存できませんでした。別の場所に保存してください。",
  "done.confirm": "2つのファイルを保存できましたか？",
  "done.saving": "2つのファイルを保存する",
  "done.save-p12": "新しい証明書を保存",
  "done.save-pass": "パスワードを保存",
  "done.save-as": "保存先を選ぶ",
  "done.save-p12-as": "新しい証明書の保存先を選ぶ",
  "done.save-pass-as": "パスワードの保存先を選ぶ",
  "done.password": "新しい証明書のパスワード",
  "done.password-show": "表示",
  "done.password-hide": "隠す",
  "done.password-hidden": "表示していません",
  "done.password-copied": "パスワードをコピーしました。",
  "done.comparison": "新旧の証明書の比較",
  "done.old": "今までの証明書",
  "done.new": "新しい証明書",
  "done.next": "このあとにすること",
  "done.next.save": "2つのファイルを、USBメモリなど別の場所にもコピーして保管します（バックアップ）。",
  "done.next.import":
    "保存した.p12を、このブラウザまたは端末に登録します。登録のときに、新しい証明書のパスワードが必要です。",
  "done.next.restart": "ブラウザのウィンドウをすべて閉じ、開き直します。再起動するまでは、古い証明書が使われます。",
  "done.next.client": "ほかのクライアントでも使うときは、そのクライアント用のファイルを作って切り替えます。",
  "done.finish": "終了する",
  "done.finish-unconfirmed": "保存できたので終了する",

  "reminder.save": "カレンダーに入れる",
  "reminder.failed": "カレンダー用のファイルを作れませんでした。ページを再読み込みして、もう一度お試しください。",

  "policy.heading": "デモ環境で試す（更新時期の変更）",
  "policy.reset": "通常の判定に戻す",
  "policy.judged": "デモ用の時期による判定です。",
  "policy.in-force": "デモ用の時期で判定しています。実際に更新できる時期とは異なります。",

  "script.heading": "ブラウザのない端末で更新する",

  "files.open": "クライアント用のファイルを作る",
  "algorithm.oid": "、OID {oid}",
  "algorithm.unknown": "名前の分からない方式",
  "error.module-unavailable": "確認に必要なプログラムを読み込めませんでした。",
  "error.module-unavailable.next": "通信の状態を確認して、もう一度お試しください。",
  "error.internal":
    "処理中に予期しない問題が起きたため、中断しました。プログラムを読み込み直しましたので、ページはそのまま使えます。",
  "error.internal.next":
    "もう一度お試しください。同じファイルでまた起きるときは、ファイルの入手元とサポート窓口にご連絡ください。",
  "subject.empty": "名前なし",
  "error.unknown": "問題が起きたため、処理できませんでした。",
  "error.unknown.next": "もう一度お試しください。同じ結果になるときは、エラーコードをサポート窓口にお伝えください。",
  "error.wrong-password": "パスワードが違います。",
  "error.wrong-password.next":
    "大文字と小文字を確認して、入力し直してください。前後の空白や改行を除いた場合や、全角と半角を入れ替えた場合も、処理量の上限まで試しています。",
  "error.wrong-password.bundle": "サーバーから届いたパスワードでは、新しい証明書を開けませんでした。",
  "error.wrong-password.bundle.next": "もう一度更新してください。同じ結果になるときは、サポート窓口にご連絡ください。",
};
