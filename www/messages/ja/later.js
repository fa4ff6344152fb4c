// @ts-check
// 日本語の文言。{…} は値に置き換わります。

/** @type {Record<string, string>} */
export default {
  "files.heading": "クライアント用のファイルを作る",
  "files.close": "閉じる",
  "files.about":
    "{name}（有効期限 {expiry}）の証明書から、お使いのクライアントに合ったファイルを作ります。ファイルはこのブラウザの中で作り、どこにも送信しません。",
  "files.superseded":
    "更新前の証明書です。新しい証明書のファイルを作るときは、「新しい証明書を受け取りました」の下のボタンを押してください。",
  "files.client": "どこで使いますか？",
  "files.key": "秘密鍵のファイル（.pem）を選ぶ",
  "files.key-hint": "証明書（.crt）と一緒に発行された秘密鍵が必要です。",
  "files.no-key": "秘密鍵のファイルが選ばれていません。",
  "files.no-key.next": "「秘密鍵のファイル（.pem）を選ぶ」を押し、証明書と一緒に発行されたファイルを選んでください。",
  "files.password-again": "確認のときに入力したパスワードは残していないため、もう一度入力してください。",
  "files.second-password-hint": "パスワードが2つある.p12だけで必要です。",
  "files.key-password": "秘密鍵のパスワード",
  "files.key-password-hint": "設定していない場合は、空欄のままにします。",
  "files.settings": "設定ファイルを選ぶ",
  "files.settings-hint":
    "{folder} の {file} です。選ぶと、新しい証明書に切り替えた設定ファイルも作ります。選ばない場合は、クライアントの画面で切り替えてください。",
  "files.either-folder": "{folders}（実際にある方）",
  "files.or": " または ",
  "files.settings-hint-replaced":
    "{file} です。選ぶと、そこに書かれている名前でファイルを作り、今と同じパスワードをかけます。別のパスワードにしたときは、設定ファイルも作ります。",
  "files.replaced-pair": "今のファイル：証明書 {certificate}、秘密鍵 {key}",
  "files.replaced-p12": "今のファイル：{certificate}",
  "files.beside-program":
    "ORCAMOクライアントのプログラム（.jar）と同じフォルダーに {file} があるときは、{folder} のものより優先されます。その場合は、プログラムのフォルダーにある設定ファイルを選んでください。",
  "files.read": "{file} を読み取りました。",
  "files.connection": "切り替える接続",
  "files.connection-number": "接続{number}",
  "files.connection-none": "接続を選んでください",
  "files.connection-now": "使用中：{facts}",
  "files.connection-certificate": "今の証明書：",
  "files.connections-alike": "同じ証明書を使っているほかの接続（{connections}）も切り替える",
  "files.problem.no-tls": "この接続はSSLを使わない設定のため、証明書のファイルは使われません。",
  "files.problem.pkcs11":
    "この接続はPKCS#11（ICカードなど）の証明書を使う設定のため、ここで作る証明書のファイルは使われません。",
  "files.problem.password-not-saved":
    "この接続は証明書のパスワードを保存しない設定です。このままでは、新しい証明書に切り替えてもORCAMOクライアントは接続できません。クライアントの接続設定で、証明書のパスワードを保存するように変えてください。",
  "files.where": "クライアントのフォルダーの場所",
  "files.where-hint":
    "設定ファイルに、新しい証明書の場所として書き込みます。クライアントを使う端末の {folder} と違うときは、省略せずに入力し直してください（例：{example}）。",
  "files.where-unknown":
    "設定ファイルからは分かりませんでした。クライアントを使う端末の {folder} の場所を、省略せずに入力してください（例：{example}）。",
  "files.where-either":
    "設定ファイルからは、ホームフォルダーの場所だけが分かりました。クライアントを使う端末で {folder} を確かめ、違うときは入力し直してください（例：{example}）。",
  "files.old-file": "今使っている証明書のファイルを選ぶ",
  "files.old-file-hint":
    "選ぶと、新しい証明書を同じファイル名で作ります。今のファイルも、名前の後ろに日付を付けて残します。選ばない場合は、レセ電ビューアの接続設定で新しいファイルを選んでください。",
  "files.old-key-file": "今使っている秘密鍵のファイルを選ぶ",
  "files.old-key-file-hint":
    "証明書（.crt）と秘密鍵（.pem）が別々のファイルのときは、両方を選びます。今の秘密鍵も、名前の後ろに日付を付けて残します。",
  "files.form": "ファイルの形式",
  "files.form.p12": ".p12（証明書と秘密鍵を1つにまとめた形式）",
  "files.form.pem": ".crt と .pem（証明書と秘密鍵を分けた形式）",
  "files.plain-key": "秘密鍵（.pem）にパスワードをかけない",
  "files.plain-key-warning": "このファイルを手に入れた人は誰でも接続できます。ほかの人が読めない場所に置いてください。",
  "files.protection-change": "暗号化の方式を変える（ファイルを開けないとき）",
  "files.protection": "暗号化の方式",
  "files.protection.issued": "変えない（発行されたときのまま）",
  "files.protection.modern": "新しい方式（AES-256・SHA-256）",
  "files.protection.compatible": "macOS・iPad・Windows Server 2016で開ける方式（3DES・SHA-1）",
  "files.protection-hint":
    "macOS・iPad・iPhone（今の版も含みます）とWindows Server 2016は、「macOS・iPad・Windows Server 2016で開ける方式」しか開けません。ほかの方式では、パスワードが正しくても「パスワードが違います」と表示されます。古いJavaで開けないときも、この方式を選びます。新しいLinuxのcurlなどで開けないときは「新しい方式」を選びます。",
  "files.other-password": "別のパスワードにする",
  "files.other-password-replaced": "今の証明書と同じパスワードにすると、レセ電ビューアの設定を変えずに使えます。",
  "files.other-password-settings": "別のパスワードにしなければ、今のパスワードのまま使えます。",
  "files.new-password": "新しいパスワード",
  "files.new-password-hint":
    "半角の英数字と記号だけを使ってください。ほかの文字を使うと、開けないクライアントがあります。",
  "files.which-way": "この端末で使うときはフォルダーに書き込み、ほかの端末で使うときはファイルを作ります。",
  "files.make": "ファイルを作る",
  "files.making": "作っています…",
  "files.folder": "{folder} フォルダーを選んで書き込む…",
  "files.folder-other": "別のフォルダーを選ぶ…",
  "files.picking": "フォルダーを選んでいます…",
  "files.not-picked": "フォルダーが選ばれなかったか、ブラウザの確認で許可されなかったため、何も書き込んでいません。",
  "files.target": "書き込み先：{folder}",
  "files.target-settings":
    "設定ファイル（{file}）を読み取りました。「切り替える接続」と「クライアントのフォルダーの場所」を確認してください。元の設定は別の名前で残します。",
  "files.target-alone": "このフォルダーには設定ファイル（{file}）がありません。証明書のファイルだけを書き込みます。",
  "files.target-other":
    "このフォルダーは、クライアントのフォルダー（{folder}）と名前が違います。バックアップなどのコピーに書き込んでも、クライアントの設定は切り替わりません。",
  "files.target-elsewhere":
    "設定ファイルが指しているのは {place} ですが、選ばれたフォルダーは {folder} です。このまま書き込むと、クライアントは新しい証明書を見つけられません。「クライアントのフォルダーの場所」を直すか、{place} を選び直してください。",
  "files.close-client": "書き込む前に、クライアントを終了してください。",
  "files.write": "書き込む",
  "files.leave": "やめる",
  "files.writing": "書き込んでいます…",
  "files.folder-hint":
    "次の画面で {folder} を選びます。書き込むのは、内容を確認したあとです。フォルダーが見えないときは、隠しファイルを表示してください（Linuxは Ctrl+H、macOSは Command+Shift+ピリオド）。ファイルの編集についてブラウザに聞かれたら、許可してください。",
  "files.folder-hint-windows":
    "次の画面で {folder} を選びます。書き込むのは、内容を確認したあとです。Windowsでは、アドレス欄に {folder} と入力してEnterを押すと開けます。ファイルの編集についてブラウザに聞かれたら、許可してください。",
  "files.made": "ファイルができました",
  "files.zip": "まとめて保存（ZIP）",
  "files.zip-about": "フォルダーの形のまま、入れ方の説明を付けて1つにまとめます。",
  "files.single": "1つずつ保存することもできます。保存したファイルは、表示どおりのフォルダーに入れてください。",
  "files.single-settings":
    "1つずつ保存することもできます。保存したファイルは、表示どおりのフォルダーに入れてください。設定ファイルを置き換える前に、元の設定ファイルを別の名前で残してください。",
  "files.save": "保存",
  "files.save-file": "{file} を保存",
  "files.written": "フォルダーに書き込み、正しく書けたことを確認しました",
  "files.backup": "元の設定を残したファイル：",
  "files.next-settings":
    "設定ファイルはこのフォルダーにありませんでした。クライアントの画面で、新しい証明書とパスワードを設定してください。",
  "files.next-start": "クライアントを起動し、接続できることを確認してください。",
  "files.next-other":
    "書き込み先の「{folder}」は、クライアントのフォルダーではないようです。クライアントを切り替えるには、「別のフォルダーを選ぶ…」で {own} を選び、もう一度書き込んでください。",
  "files.written-alike":
    "今までの証明書を使っている接続が残っています（{connections}）。「切り替える接続」で選び、もう一度書き込んでください。",
  "files.left": "書きかけのファイルを消せませんでした（{files}）。手作業で削除してください。",
  "files.own-password": "このファイルのパスワードは、入力した新しいパスワードです。発行時のパスワードでは開けません。",
  "files.unchanged": "このページは設定を変更していません。今までの証明書で、これまでどおり接続できます。",
  "backup.heading": "バックアップするもの",
  "backup.about":
    "新しい証明書で接続できたら、端末の故障に備えて、次のものをUSBメモリなど別の場所にコピーしてください。",
  "backup.either-folder": "フォルダーの名前は {folders} です。実際にある方をコピーしてください。",
  "backup.name": "CN：{name}",
  "backup.expiry": "有効期限：{expiry}",
  "backup.made": "作成日時：{date}",
  "backup.terminal": "端末名：＿＿＿＿＿＿＿＿＿＿",
  "backup.certificates": "証明書のフォルダー",
  "backup.new-file": "新しい証明書のファイル",
  "backup.pass-file": "新しい証明書のパスワードのファイル",
  "backup.key-file": "秘密鍵のファイル",
  "backup.settings": "設定ファイル",
  "backup.replaced": "接続設定で指定しているクライアント証明書のファイル",
  "backup.own": "お使いの証明書と秘密鍵のファイル",
  "backup.password": "証明書のパスワード",
  "backup.print": "この一覧を印刷",
  "error.incomplete-file.certificate": "ファイルに証明書が入っていません。",
  "error.incomplete-file.certificate.next": ".p12 ファイル、または .crt と .pem の両方を選んでください。",
  "error.incomplete-file.private-key": "ファイルに使える秘密鍵が入っていません。",
  "error.incomplete-file.private-key.next":
    "秘密鍵の入った .p12 ファイル、または .crt と .pem の両方を選んでください。",
  "error.incomplete-file.certain-key": "秘密鍵が複数あり、どれがこの証明書のものか確認できません。",
  "error.incomplete-file.certain-key.next": "この証明書の秘密鍵だけが入ったファイルを選んでください。",
  "error.incomplete-file.present-certificate": "今使っている証明書のファイルが選ばれていません。",
  "error.incomplete-file.present-certificate.next":
    "秘密鍵と一緒に、「今使っている証明書のファイルを選ぶ」で証明書（.crt）も選んでください。",
  "error.incomplete-file.present-key": "今使っている秘密鍵のファイルが選ばれていません。",
  "error.incomplete-file.present-key.next":
    "証明書が .p12 ではないため、秘密鍵は別のファイルです。「今使っている秘密鍵のファイルを選ぶ」で選んでください。",
  "error.new-password-required": "新しいファイルにはパスワードが必要です。",
  "error.new-password-required.next": "パスワードを決めて入力してください。",
  "error.empty-password-refused": "macOS・iPad・iPhone・Windows Server 2016では、パスワードが空の .p12 を開けません。",
  "error.empty-password-refused.next": "パスワードを決めて「新しいパスワード」に入力してください。",
  "error.self-check-failed":
    "作った .p12 を確かめたところ、元の証明書と一致しませんでした。安全のため、このファイルは保存できないようにしました。",
  "error.self-check-failed.next":
    "このプログラムの不具合です。サポート窓口にお知らせください。それまでは、元のファイルをそのままお使いください。",
  "error.password-not-ascii": "このパスワードでは、ORCAMOクライアントが証明書を開けません。",
  "error.password-not-ascii.next": "「新しいパスワード」に、半角の英数字と記号だけのパスワードを入力してください。",
  "error.settings-unusable": "設定ファイル（{file}）を変更できませんでした。",
  "error.settings-unusable.next": "設定は変わっていません。クライアントの画面で、新しい証明書を設定してください。",
  "error.settings-unusable.malformed": "{file} を設定ファイルとして読み取れません。",
  "error.settings-unusable.malformed.next": "クライアントの設定ファイルを選び直してください。",
  "error.settings-unusable.no-connection": "{file} に、変更する接続が見つかりません。",
  "error.settings-unusable.no-connection.next":
    "「切り替える接続」で接続を選んでください。一覧にない場合は、クライアントで接続を一度選んでから、設定ファイルを選び直してください。",
  "error.settings-unusable.unknown-folder": "{file} からは、クライアントのフォルダーの場所が分かりません。",
  "error.settings-unusable.unknown-folder.next": "「クライアントのフォルダーの場所」を入力してください。",
  "error.settings-unusable.unusable-folder": "クライアントのフォルダーの場所が正しくありません。",
  "error.settings-unusable.unusable-folder.next":
    "「クライアントのフォルダーの場所」に、{folders} のどれかまでの場所を省略せずに入力してください（例：C:\\Users\\clinic\\.monsiaj）。",
  "error.settings-unusable.no-certificate": "{file} に、証明書または秘密鍵のファイルが書かれていません。",
  "error.settings-unusable.no-certificate.next":
    "レセ電ビューアの接続設定で証明書と秘密鍵を選んでから、設定ファイルを選び直してください。設定ファイルを使わずに、今使っているファイルを選ぶこともできます。",
  "error.settings-unusable.unsupported-value": "{file} の値の書き方が特殊なため、安全に変更できません。",
  "error.settings-unusable.unsupported-value.next":
    "設定ファイルは変わっていません。この画面を開き直して今使っている証明書と秘密鍵のファイルを選び、パスワードはレセ電ビューアの接続設定で変えてください。",
  "error.settings-unusable.other-file": "選ばれたファイルは、{file} に書かれているものと名前が違います。",
  "error.settings-unusable.other-file.next": "設定ファイルに書かれている名前のファイルを選び直してください。",
  "error.folder": "フォルダーに書き込めませんでした（{path}）。",
  "error.folder.next":
    "もう一度お試しください。同じ結果になるときは、「ファイルを作る」で作ったファイルを保存し、手作業でフォルダーに入れてください。",
  "error.folder.failed": "フォルダーに書き込めませんでした（{path}）。",
  "error.folder.failed.next":
    "もう一度お試しください。同じ結果になるときは、「ファイルを作る」で作ったファイルを保存し、手作業でフォルダーに入れてください。",
  "error.folder.other-folder": "選ばれたフォルダー（{path}）は、このクライアントのフォルダーではないようです。",
  "error.folder.other-folder.next":
    "設定ファイルのあるフォルダー（{folders} のどれか）を選び直してください。中の certificates フォルダーではありません。",
  "error.folder.beside-program":
    "選ばれたフォルダー（{path}）は、ORCAMOクライアントのプログラムのフォルダーです。ここの設定は .monsiaj のものより優先されますが、証明書は .monsiaj に入れるため、まとめて書き込めません。",
  "error.folder.beside-program.next":
    "「設定ファイルを選ぶ」でこのフォルダーの設定ファイルを選び、「ファイルを作る」で作ってください。証明書は .monsiaj の certificates フォルダーに、設定ファイルはこのフォルダーに入れます。",
  "error.folder.denied": "フォルダーへの書き込みが許可されていません（{path}）。",
  "error.folder.denied.next":
    "ブラウザに聞かれたら編集を許可してください。許可できないときは、「ファイルを作る」で作ったファイルを保存し、手作業でフォルダーに入れてください。",
  "error.folder.full": "空き容量が足りません（{path}）。",
  "error.folder.full.next": "不要なファイルを削除してから、もう一度お試しください。",
  "error.folder.exists": "同じ名前のファイルがすでにあるため、書き込みませんでした（{path}）。",
  "error.folder.exists.next": "1秒ほど待って、もう一度お試しください。",
  "error.folder.damaged": "設定ファイルを書き込めず、元にも戻せませんでした。",
  "error.folder.damaged.next":
    "元の設定は {path} に残っています。クライアントはまだ起動しないでください。このファイルをコピーし、コピーの名前から末尾の「.」と14桁の数字を取って、今の設定ファイルと置き換えてください。分からないときは、サポート窓口にご連絡ください。",
  "error.folder.changed": "フォルダーを選んだあとで、設定ファイル（{path}）が変更されました。",
  "error.folder.changed.next": "クライアントを終了してから、フォルダーを選び直してください。",

  "details.fingerprint-sha1": "フィンガープリント (SHA-1、Windowsの「拇印」)",
  "details.version": "バージョン",
  "details.signature-algorithm": "署名アルゴリズム",
  "details.extension": "拡張領域 {name}",
  "details.critical-extension": "拡張領域 {name} (クリティカル)",
  "details.reading": "読み取っています…",
  "details.failed": "これより詳しい内容は読み取れませんでした。",

  "policy.about":
    "デモ環境で更新を試すために、更新のお知らせや受け付けを始める時期を変えて判定します。各クライアントのテスト用の設定と同じ値を入力してください。空欄の項目は、通常どおりに判定します。",
  "policy.monsiajMonths": "ORCAMOクライアント：monsia.cert_expire_check_monthes（か月前）",
  "policy.glclient2Months": "glclient2：GLCLIENT_CERT_EXPIRE_CHECK_MONTHES（か月前、1か月は30日）",
  "policy.receviewDays": "レセ電ビューア：証明書自動更新時の確認日（日前）",
  "policy.renewalMonths": "このページ：更新できる時期（か月前）",
  "policy.wrong": "{least}から{most}までの整数を入力してください。",
  "policy.apply": "この時期で判定する",
  "policy.demo": "デモ環境の値を使う",

  "service.label": "更新するサービス",
  "service.change": "サービスを選び直す",
  "service.choose": "選んでください",
  "service.auth-host": "更新先のサーバー名",
  "service.auth-host-hint":
    "このサービスの更新先は公表されていないため、登録されていません。サポート窓口などから案内されたサーバー名を入力してください。",
  "service.usual": "このページの設定どおり（{host}）",
  "service.option": "{environment}（{host}）",
  "environment.production": "本番",
  "environment.production-gl": "本番・gl",
  "environment.staging": "ステージング",
  "environment.staging-gl": "ステージング・gl",
  "environment.test": "テスト",
  "environment.demo": "デモ",

  "summary.file": "ファイル",
  "summary.result": "判定",
  "summary.checked": "確認日時",
  "summary.line": "{label}: {value}",
  "summary.verdict": "{verdict}。{sentence}",

  "script.about":
    "API・DB接続用のサーバーなど、ブラウザを使えない端末では、次のスクリプトで更新できます。更新先のサーバーは、スクリプトに設定済みです。",
  "script.sh": "Linux・macOS用（curl）",
  "script.ps1": "Windows用（PowerShell）",
  "script.usage":
    "ダウンロードしたスクリプトを証明書のある端末にコピーし、次のように実行します。client0001.p12 は、お使いの証明書のファイル名に変えてください。パスワードは実行中に入力します。",
  "script.no-service": "先に、サービスを選んでください。",
  "script.failed": "スクリプトを作れませんでした。ページを再読み込みして、もう一度お試しください。",
};
